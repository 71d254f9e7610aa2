/** Why a start failed, in Chinese, above the line that says the same in English. Told by that line, because each is thrown where it is known. */

/** A pattern of the English line, and the Chinese one; `$1` stands for what was found in it. */
const SAID: readonly (readonly [RegExp, string])[] = [
  [/^PORT: (\S+) is taken by another program/, '端口 $1 被别的程序占着：把 PORT 换成一个没人用的。'],
  [/^(\w+): must be set when (\w+) is( [\w-]+)?/, '没有设 $1：设了 $2$3 就要设它。'],
  [
    /^WECHATY_PUPPET_SERVICE_TOKEN: must be set|^wechaty-puppet-service needs WECHATY_PUPPET_SERVICE_TOKEN/,
    '没有设 WECHATY_PUPPET_SERVICE_TOKEN：用 wechaty-puppet-service 就要有令牌（WECHATY_TOKEN 也行）。',
  ],
  [/^WECHATY_PUPPET=(\S+): the package is not installed/, 'WECHATY_PUPPET=$1：这个包没有装，先运行 npm install $1。'],
  [/^WECHATY_PUPPET=(\S+): the package exports no puppet/, 'WECHATY_PUPPET=$1：这个包不是 puppet，换一个微信的连接包。'],
  [/^HOST: must be 127\.0\.0\.1 in the sandbox/, '沙盒里谁都能替谁说话，HOST 只能是 127.0.0.1。'],
  [/^SEND_MAX_GAP_MS: must be at least SEND_MIN_GAP_MS \((\d+)\)/, 'SEND_MAX_GAP_MS 不能比 SEND_MIN_GAP_MS（$1）小。'],
  [/^(\w+): must be (.+), not (".*")$/, '$1 填得不对，填的是 $3。要填成：$2。'],
  [/^(\w+): must be (.+)$/, '$1 填得不对。要填成：$2。'],
  [
    /^DATABASE_URL: PostgreSQL at (\S+) cannot be used: (.+)/s,
    '连不上 $1 的 PostgreSQL（$2）：看看 DATABASE_URL 的地址、用户和密码，数据库开着没有。',
  ],
  [
    /^(DATA_DIR|DATABASE_URL): the database in (.+?) is a real town’s/,
    '$2 里是真的镇，沙盒不在上面开：照原来设好 WECHATY_PUPPET 或 BRIDGE_SECRET；只想看沙盒，就把 $1 换一个地方。',
  ],
  [
    /^(DATA_DIR|DATABASE_URL): the database in (.+?) is the sandbox’s demonstration/,
    '$2 里是沙盒的演示：要开自己的镇，就把 $1 换一个新地方；还想看沙盒，启动时不要设 WECHATY_PUPPET、BRIDGE_SECRET 和 ROLE。',
  ],
  [/the database in (.+?) holds tables of another program/, '$1 里有别的程序的表：给镇里一个空的数据库。'],
  [/the database in (.+?) belongs to another program/, '$1 是别的程序的数据库：给镇里一个空的数据库。'],
  [/the database in (.+?) was opened by a newer version/, '$1 被更新的版本打开过：请启动那个版本，或者还原以前的备份。'],
  [/migration (\S+) failed/, '数据库升级到这一版时在 $1 这一步没有成：什么都没有改，原因在下面。'],
  [/gives (\S+) no right to make tables/, '数据库用户 $1 不能建表：请给它权限（下面有要执行的那一句）。'],
  [
    /^another wuchang \(process (\d+)\) is running on the data folder (.+?):/,
    '另一个屋场通（进程 $1）正在用数据文件夹 $2：先停掉它，或者把 DATA_DIR 换一个文件夹。',
  ],
  [
    /^the database in (.+?) is of PostgreSQL (\d+)/,
    '$1 里的数据库是 PostgreSQL $2 的，这一版带的不一样：用原来的版本备份（npm run backup），DATA_DIR 换一个新文件夹，再还原。什么都没有动。',
  ],
  [
    /^the database in (.+?) belongs to account number/,
    '$1 里的数据库属于另一个系统账号，它进不去这个文件夹：放开上面文件夹的权限（chmod o+x），或者用原来的用户启动。',
  ],
  [
    /^the embedded PostgreSQL is not supported on Windows/,
    '内置的 PostgreSQL 不能在 Windows 上用：设 DATABASE_URL 用一台 PostgreSQL，或者用 WSL。',
  ],
  [/^no embedded PostgreSQL is installed/, '这台机器没有装内置的 PostgreSQL：设 DATABASE_URL，或者重新 npm ci（不要加 --omit=optional）。'],
  [/^the embedded PostgreSQL/, '内置的 PostgreSQL 没有起来：原因在下面，日志在数据文件夹里。'],
  [/EACCES|EPERM/, '没有权限读写：看看数据文件夹是不是这个用户的。'],
  [/ENOSPC/, '磁盘满了：腾出地方再启动。'],
]

/** How a setting is to be written; what is no word of ours (an address, a name) stays. */
const FORM: readonly (readonly [RegExp, string])[] = [
  [/a port number from (\d+) to (\d+)/, '$1 到 $2 的端口号'],
  [/a whole number from (\d+)/, '从 $1 起的整数'],
  [/milliseconds, a whole number/, '毫秒数，整数'],
  [/at least (\d+) (?:characters|letters, digits and signs)[^,]*/, '至少 $1 个字符'],
  [/an address to listen on/, '监听的地址'],
  [/a mail address/, '一个邮箱地址'],
  [/mail addresses separated by blanks/, '邮箱地址，用空格隔开'],
  [/addresses or subnets separated by blanks, such as/, '地址或网段，用空格隔开，比如'],
  [/robots separated by blanks, each like/, '机器人，用空格隔开，每个像'],
  [/keys separated by blanks, each like.*/, '密钥，用空格隔开，写法见下面英文'],
  [/a folder/, '一个文件夹'],
  [/one of /, '其中一个：'],
  [/true or false/, 'true 或 false'],
  [/file or stderr/, 'file 或 stderr'],
  [/^like /, '像 '],
]

const formInChinese = (words: string): string => FORM.reduce((said, [english, chinese]) => said.replace(english, chinese), words)

/** What to say of a failure first; a failure that nobody has thought of is at least said to be one. */
export function inChinese(message: string): string {
  for (const [pattern, chinese] of SAID) {
    const found = pattern.exec(message)
    if (found) return chinese.replace(/\$(\d)/g, (_, n: string) => formInChinese(found[Number(n)] ?? ''))
  }
  return '没有启动成，原因在下面（英文）。LOG_LEVEL=debug 再启动一次，会多说一些。'
}
