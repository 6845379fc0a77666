// Imported first, for its effect: an old Node gets a sentence here instead of a syntax error somewhere below.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Postil needs Node 20.19 or newer (22.12 or newer to fetch the official Electron); this is Node ${process.versions.node}.\n` +
      'Install a current Node from https://nodejs.org or with your version manager, then run the same command again.\n',
  )
  process.exit(1)
}
