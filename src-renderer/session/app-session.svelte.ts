import { ulid } from 'ulidx'
import { parseSchema } from '../../src-core/formats/schema-json.ts'
import type { AppInfo, Grant, HostError, Settings } from '../../src-main/ipc/contract.ts'
import press from '../../resources/presets/press.json'
import type { I18n } from '../i18n/i18n.svelte.ts'
import type { OpenProblem } from '../store/problems.ts'
import { ProjectStore } from '../store/project-store.ts'
import { ACTION_NAMES, type ActionName } from './action-names.ts'
import { HostFailure, type Host } from './host.ts'
import { Notices } from './notices.svelte.ts'
import { ProjectSession, type ProjectEvent } from './project-session.svelte.ts'

export type DialogName = 'export' | 'settings' | 'about' | 'palette' | 'keys' | 'name'

/** Why there is no open folder. */
export type OpenFailure =
  | { readonly kind: 'host'; readonly error: HostError }
  | { readonly kind: 'store'; readonly problem: OpenProblem; readonly grant: Grant }

/** The running app: settings, the open folder, what is on screen. */
export class AppSession {
  readonly host: Host
  readonly i18n: I18n
  readonly info: AppInfo
  readonly notices = new Notices()
  #settings = $state.raw<Settings>()
  #project = $state.raw<ProjectSession | null>(null)
  #failure = $state.raw<OpenFailure | null>(null)
  #opening = $state(false)
  #recent = $state.raw<readonly Grant[]>([])
  #dark = $state(false)
  dialog = $state<DialogName | null>(null)

  private constructor(host: Host, i18n: I18n, info: AppInfo, settings: Settings) {
    this.host = host
    this.i18n = i18n
    this.info = info
    this.#settings = settings
    i18n.choose(settings.language)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    this.#dark = scheme.matches
    scheme.addEventListener('change', () => (this.#dark = scheme.matches))
    host.on('folder.open', (grant) => void this.openFolder(grant))
    host.on('closing', () => void this.#closing())
  }

  /** Learns what the main process knows and opens the first folder. */
  static async start(host: Host, makeI18n: (locale: string) => I18n): Promise<AppSession> {
    const [info, settings] = await Promise.all([host.ask('app.info', null), host.ask('settings.get', null)])
    const app = new AppSession(host, makeI18n(info.locale), info, settings)
    if (settings.annotator === null) app.dialog = 'name'
    await app.#openWith(() => host.ask('folder.initial', null))
    return app
  }

  get settings(): Settings {
    if (!this.#settings) throw new Error('The settings are read before anything else')
    return this.#settings
  }

  get project(): ProjectSession | null {
    return this.#project
  }

  get failure(): OpenFailure | null {
    return this.#failure
  }

  /** A folder is being opened. */
  get opening(): boolean {
    return this.#opening
  }

  get recent(): readonly Grant[] {
    return this.#recent
  }

  get dark(): boolean {
    return this.#dark
  }

  async changeSettings(change: Partial<Settings>): Promise<void> {
    this.#settings = await this.host.ask('settings.set', change)
    this.i18n.choose(this.settings.language)
  }

  /** The person's name; a new person gets an id that stays whatever they are called later. */
  async setAnnotatorName(name: string): Promise<void> {
    const known = this.settings.annotator
    const id = known?.id ?? ulid()
    await this.changeSettings({ annotator: { id, name } })
    this.#project?.rename(name)
    if (!known && this.#project) await this.openFolder(this.#project.grant)
  }

  pickFolder(): Promise<void> {
    return this.#openWith(() => this.host.ask('folder.pick', null))
  }

  openSamples(): Promise<void> {
    return this.#openWith(() => this.host.ask('folder.samples', null))
  }

  dropFolder(file: File): Promise<void> {
    return this.#openWith(() => this.host.drop(file))
  }

  openFolder(grant: Grant): Promise<void> {
    return this.#openWith(() => Promise.resolve(grant))
  }

  async forgetFolder(grant: Grant): Promise<void> {
    await this.host.ask('folder.forget', grant.id)
    this.#recent = await this.host.ask('folder.recent', null)
  }

  /** Shows a document; what stands in the way is told. */
  async openDocument(id: string): Promise<void> {
    try {
      await this.#project?.open(id)
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
      this.notices.show({ tone: 'bad', message: `host.${error.error.code}`, params: { ...error.error.params, id } })
    }
  }

  async #openWith(find: () => Promise<Grant | null>): Promise<void> {
    this.#opening = true
    try {
      const grant = await find()
      if (grant) await this.#enter(grant)
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
      this.#failed({ kind: 'host', error: error.error })
    } finally {
      this.#opening = false
      this.#recent = await this.host.ask('folder.recent', null)
    }
  }

  async #enter(grant: Grant): Promise<void> {
    await this.#project?.close()
    this.#project = null
    this.#failure = null
    const { annotator } = this.settings
    const opened = await ProjectStore.open(grant.id, { now: Date.now(), readOnly: annotator === null })
    if (!opened.ok) return this.#failed({ kind: 'store', problem: opened.problem, grant })
    const { store, contents } = opened
    this.#project = new ProjectSession({
      host: this.host,
      grant,
      store,
      contents,
      known: await store.readCatalogue(),
      annotator: { kind: 'annotator', id: annotator?.id ?? '', name: annotator?.name ?? '' },
      preset: presetSchema(),
      now: () => Date.now(),
      newId: () => ulid(),
      tell: (event) => this.#tell(event),
    })
    void this.#project.scan()
  }

  #failed(failure: OpenFailure): void {
    if (!this.#project) this.#failure = failure
    else if (failure.kind === 'host')
      this.notices.show({ tone: 'bad', message: `host.${failure.error.code}`, params: failure.error.params })
  }

  #tell(event: ProjectEvent): void {
    switch (event.kind) {
      case 'refused':
        return this.notices.show({
          tone: 'info',
          message: `refusal.${event.refusal.refused}`,
          params: event.refusal.params ?? {},
        })
      case 'undone':
      case 'redone':
        return this.#tellTravel(event.kind, event.action, event.documents)
      case 'save-failed':
        return this.#tellFailure()
      case 'nothing-to-undo':
      case 'nothing-to-redo':
        return this.notices.show({ tone: 'info', message: `session.${event.kind}` })
      case 'text-changed':
        return this.notices.show({ tone: 'warn', message: 'session.text-changed', params: { id: event.document } })
    }
  }

  #tellTravel(kind: 'undone' | 'redone', action: string, documents: readonly string[]): void {
    const { t } = this.i18n
    const what = isActionKey(action) ? t(`deed.${action}`) : action
    this.notices.show({
      tone: 'info',
      message: documents.length > 1 ? `session.${kind}-many` : `session.${kind}`,
      params: { what, n: documents.length, id: documents[0] ?? '' },
    })
  }

  #tellFailure(): void {
    const problem = this.#project?.saver.failure?.problem
    if (!problem) return
    const project = this.#project
    const retry = { title: 'session.try-again', run: () => void project?.saver.retry() } as const
    if (problem.code === 'tripwire')
      return this.notices.show({
        tone: 'bad',
        message: 'session.tripwire',
        params: { lost: problem.lost, of: problem.of },
        action: { title: 'session.keep-tags', run: () => void project?.discardUnsaved() },
      })
    if (problem.code === 'conflict')
      return this.notices.show({
        tone: 'bad',
        message: 'session.save-conflict',
        action: { title: 'session.reload', run: () => void this.#reload() },
      })
    this.notices.show({ tone: 'bad', message: `session.save-${problem.code}`, action: retry })
  }

  async #reload(): Promise<void> {
    const project = this.#project
    if (!project) return
    project.saver.giveUp()
    await this.openFolder(project.grant)
  }

  async #closing(): Promise<void> {
    await this.#project?.idle()
    await this.host.ask('window.ready-to-close', null)
  }
}

function isActionKey(action: string): action is ActionName {
  return ACTION_NAMES.some((name) => name === action)
}

function presetSchema() {
  const parsed = parseSchema(press)
  if (!parsed.ok) throw new Error(`The Press preset is malformed: ${JSON.stringify(parsed.problems)}`)
  return parsed.schema
}
