/* Photos, made smaller before they are sent. */
/* A photo of five megabytes takes a minute on a bad line; what is to be seen on it is there at a tenth of that. */
const SIDE = 1600
export async function smaller(file) {
  if (!file.type.startsWith('image/') && !/\.(jpe?g|png|webp|hei[cf])$/i.test(file.name)) return '这个文件不是照片，请选手机里拍的照片。'
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('empty'))), 'image/jpeg', 0.8),
    )
  } catch {
    const heic = /hei[cf]/i.test(file.type + file.name)
    return heic
      ? '这张照片是 HEIC 格式，这部手机的浏览器打不开。请截个屏再选那张截屏；或者在苹果手机的“设置、相机、格式”里选“兼容性最佳”再拍。'
      : '这张照片打不开，请截个屏，再选那张截屏。'
  }
}
