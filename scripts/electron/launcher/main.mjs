// Runs inside the stand-in Electron, in place of the default app that the official program brings: `electron FOLDER …`
// starts the app in FOLDER as if it were installed, and `electron -r MODULE FOLDER …` loads MODULE before it. A module with a top-level await, because Electron holds back `ready`
// until its entry has finished, and an app must register its schemes before that.
import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const named = process.argv.slice(1)
const modules = named.filter((_argument, index) => named[index - 1] === '-r')
const folder = path.resolve(named.find((argument) => !argument.startsWith('-') && !modules.includes(argument)) ?? '.')
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version)
if (process.platform === 'linux') app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`)
app.setAppPath(folder)
for (const module of modules) createRequire(import.meta.url)(path.resolve(module))
await import(pathToFileURL(path.join(folder, manifest.main ?? 'index.js')).href)
