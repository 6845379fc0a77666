// Runs inside the stand-in Electron, in place of the default app that the official program brings: `electron FOLDER …`
// starts the app in FOLDER as if it were installed. A module with a top-level await, because Electron holds back `ready`
// until its entry has finished, and an app must register its schemes before that.
import { app } from 'electron'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = path.resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.')
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version)
if (process.platform === 'linux') app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`)
app.setAppPath(folder)
await import(pathToFileURL(path.join(folder, manifest.main ?? 'index.js')).href)
