/** Makes a phone's photo smaller before it is sent: on a bad line five megabytes never arrive. What this browser cannot read is sent as it is. */
const LONGEST = 1600
const SMALL = 400 * 1024

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8))
  return blob && blob.size < file.size ? new File([blob], 'photo.jpg', { type: 'image/jpeg' }) : file
}

document.querySelector('input[type=file]')?.addEventListener('change', async ({ target }) => {
  const [file] = target.files
  if (!file || file.size <= SMALL) return
  try {
    const chosen = new DataTransfer()
    chosen.items.add(await smaller(file))
    target.files = chosen.files
  } catch {
    // HEIC outside of its maker's browsers: the server takes it as it is.
  }
})
