import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { Bridge, DroppedFile } from './ipc/contract.ts'
import {
  DROP_CHANNEL,
  DROP_DATASET_CHANNEL,
  EVENT_CHANNEL,
  EVENT_NAMES,
  REQUEST_CHANNEL,
  REQUEST_NAMES,
} from './ipc/names.ts'

const bridge: Bridge = {
  request(name, argument) {
    if (!Object.hasOwn(REQUEST_NAMES, name)) throw new TypeError(`Unknown request: ${name}`)
    return ipcRenderer.invoke(REQUEST_CHANNEL, name, argument)
  },
  on(name, listener) {
    if (!Object.hasOwn(EVENT_NAMES, name)) throw new TypeError(`Unknown event: ${name}`)
    const hear = (_: IpcRendererEvent, sent: string, event: Parameters<typeof listener>[0]) => {
      if (sent === name) listener(event)
    }
    ipcRenderer.on(EVENT_CHANNEL, hear)
    return () => ipcRenderer.off(EVENT_CHANNEL, hear)
  },
  drop: (file) => ipcRenderer.invoke(DROP_CHANNEL, pathOf(file)),
  dropDataset: (file) => ipcRenderer.invoke(DROP_DATASET_CHANNEL, pathOf(file)),
}

/** Empty for a file that a script made up: only the system's own drag and drop gives one a path. */
function pathOf(file: DroppedFile): string {
  return webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0])
}

contextBridge.exposeInMainWorld('postil', bridge)
