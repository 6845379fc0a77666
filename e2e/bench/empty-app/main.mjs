// The least an Electron app can be: what Postil's start is compared with.
import { app, BrowserWindow } from 'electron'
import { fileURLToPath } from 'node:url'

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800 })
  return window.loadFile(fileURLToPath(new URL('index.html', import.meta.url)))
})
app.on('window-all-closed', () => app.quit())
