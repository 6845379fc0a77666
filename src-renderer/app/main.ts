import { mount } from 'svelte'
import type { Bridge } from '../../src-main/ipc/contract.ts'
import '../styles/tokens.css'
import '../styles/base.css'
import { I18n } from '../i18n/i18n.svelte.ts'
import { AppSession } from '../session/app-session.svelte.ts'
import { Host } from '../session/host.ts'
import App from './App.svelte'
import { fetchParts, parts } from './parts.ts'

declare global {
  interface Window {
    readonly postil: Bridge
  }
}

const UNSEEN_MS = 300

const app = await AppSession.start(new Host(window.postil), (locale) => new I18n(locale))
mount(App, { target: document.getElementById('app') ?? document.body, props: { app } })
document.body.dataset['ready'] = ''
await firstPicture()
void parts.library()
// Not awaited: what is fetched now waits for this module.
void app.begin().then(fetchParts)

/** Waits until the window has been painted once; a window that nobody sees is not waited for. */
function firstPicture(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestIdleCallback(() => resolve()))
    setTimeout(resolve, UNSEEN_MS)
  })
}
