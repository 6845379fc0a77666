import { ulid } from 'ulidx'
import type { AppInfo, Grant, HostError, Settings, SnapshotEntry } from '../../src-main/ipc/contract.ts'
import type { MessageKey } from '../i18n/catalogue.ts'
import type { I18n } from '../i18n/i18n.svelte.ts'
import type { Params } from '../i18n/message.ts'
import type { CommitProblem, OpenProblem } from '../store/problems.ts'
import type { DoctorDesk } from './doctor.svelte.ts'
import { HostFailure, type Host } from './host.ts'
import { Notices } from './notices.svelte.ts'
import type { Opening } from './open-project.ts'
import type { ProjectEvent } from './project-event.ts'
import type { ProjectSession } from './project-session.svelte.ts'
import type { Recovery } from './recovery.svelte.ts'
import type { Restoring } from './restoring.svelte.ts'
import type { Safety } from './safety.ts'
import type { SnapshotEvent } from './snapshots.svelte.ts'

/** The store and what works on an open folder: fetched beside the first picture, which does without them. */
const folderParts = () => import('./open-project.ts')
const recoveryParts = () => import('./recovery.svelte.ts')
const restoringParts = () => import('./restoring.svelte.ts')
const deedParts = () => Promise.all([import('./deed-facts.ts'), import('./deed-sentence.ts')])

export type DialogName =
  | 'export'
  | 'tables'
  | 'snapshots'
  | 'history'
  | 'trash'
  | 'doctor'
  | 'settings'
  | 'about'
  | 'palette'
  | 'keys'
  | 'name'

type Travelled = Extract<ProjectEvent, { kind: 'undone' | 'redone' }>

/** How often the window is told that what must be done before it closes goes on. */
const HOLD_MS = 2000

/** Why there is no open folder. */
export type OpenFailure =
  | { readonly kind: 'host'; readonly error: HostError }
  | { readonly kind: 'store'; readonly problem: OpenProblem; readonly grant: Grant; readonly recovery: Recovery }

/** The running app: settings, the open folder, what is on screen. */
export class AppSession {
  readonly host: Host
  readonly i18n: I18n
  readonly info: AppInfo
  readonly notices = new Notices()
  #settings = $state.raw<Settings>()
  #project = $state.raw<ProjectSession | null>(null)
  #safety = $state.raw<Safety | null>(null)
  #ending = $state.raw<Safety | null>(null)
  #restoring = $state.raw<Restoring | null>(null)
  #failure = $state.raw<OpenFailure | null>(null)
  #opening = $state(true)
  #entering: Promise<void> = Promise.resolve()
  #telling: Promise<void> = Promise.resolve()
  #recent = $state.raw<readonly Grant[]>([])
  dialog = $state<DialogName | null>(null)

  private constructor(host: Host, i18n: I18n, info: AppInfo, settings: Settings) {
    this.host = host
    this.i18n = i18n
    this.info = info
    this.#settings = settings
    i18n.choose(settings.language)
    host.on('folder.open', (grant) => void this.openFolder(grant))
    host.on('closing', () => void this.#closing())
  }

  /** Learns what the main process knows; the window can be shown then, and {@link begin} opens the first folder into it. */
  static async start(host: Host, makeI18n: (locale: string) => I18n): Promise<AppSession> {
    const [info, settings] = await Promise.all([host.ask('app.info', null), host.ask('settings.get', null)])
    const app = new AppSession(host, makeI18n(info.locale), info, settings)
    if (settings.annotator === null) app.dialog = 'name'
    return app
  }

  /** Opens the folder that was named at the start, or was open last. */
  begin(): Promise<void> {
    void folderParts()
    return this.#openWith(() => this.host.ask('folder.initial', null))
  }

  get settings(): Settings {
    if (!this.#settings) throw new Error('The settings are read before anything else')
    return this.#settings
  }

  get project(): ProjectSession | null {
    return this.#project
  }

  /** What stands beside the open project's database. */
  get safety(): Safety | null {
    return this.#safety
  }

  /** What stands beside the database of a project that is being left, while that is not done. */
  get ending(): Safety | null {
    return this.#ending
  }

  /** The snapshot that is being put in the place of the open project. */
  get restoring(): Restoring | null {
    return this.#restoring
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

  /** A step of the tour that a person takes unasked is not shown to them any more. */
  tookStep(step: string): void {
    const { hintsSeen } = this.settings
    // Nobody asked for it: where it cannot be stored the step is shown again one day.
    if (!hintsSeen.includes(step)) void this.#keep({ hintsSeen: [...hintsSeen, step] })
  }

  /** A setting that cannot be stored holds until Postil is closed, which is said. */
  async changeSettings(change: Partial<Settings>): Promise<void> {
    if (!(await this.#keep(change))) this.say('warn', 'session.setting-not-stored')
    this.i18n.choose(this.settings.language)
  }

  /** Whether the settings are stored; they hold in any case. */
  async #keep(change: Partial<Settings>): Promise<boolean> {
    try {
      this.#settings = await this.host.ask('settings.set', change)
      return true
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
      this.#settings = { ...this.settings, ...change }
      return false
    }
  }

  /** The person's name; a new person gets an id that stays whatever they are called later. */
  async setAnnotatorName(name: string): Promise<void> {
    const known = this.settings.annotator
    const id = known?.id ?? ulid()
    await this.changeSettings({ annotator: { id, name } })
    this.#project?.rename(name)
    if (known) return
    // A folder that was being opened meanwhile was opened for nobody, and so to read only.
    const entering = this.#entering
    await entering
    // Another folder that was asked for since is opened in this name anyway, and must not be covered by this one.
    if (entering === this.#entering && this.#project?.readOnly) await this.openFolder(this.#project.grant)
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

  /** Opens a folder that another window writes to, without the right to change anything. */
  openToRead(grant: Grant): Promise<void> {
    return this.#openWith(() => Promise.resolve(grant), { readOnly: true })
  }

  /** Opens a project whose tags are fewer than they were, or gone, as it is: the person has been told. */
  openAsItIs(grant: Grant): Promise<void> {
    return this.#openWith(() => Promise.resolve(grant), { asItIs: true })
  }

  /** Puts what was found of it in the place of a project that could not be opened. */
  async recover(recovery: Recovery, grant: Grant): Promise<void> {
    const restored = await recovery.restore(Date.now())
    if (!restored) return
    await this.openFolder(grant)
    const { again, of } = restored
    if (again < of) this.say('warn', 'recovery.not-all-again', { again, of })
    else if (of > 0) this.say('good', 'recovery.all-again', { n: of })
  }

  /** Begins a project again whose annotations cannot be read; they are kept beside, and it is said where. */
  async beginAgain(recovery: Recovery, grant: Grant): Promise<void> {
    const location = await recovery.beginAgain(Date.now())
    if (location === null) return
    await this.openAsItIs(grant)
    this.say('warn', 'recovery.set-aside', { location })
  }

  /** Mends what the doctor found, after a snapshot of how it was, and reads the project anew. */
  async repair(doctor: DoctorDesk): Promise<void> {
    const project = this.#project
    if (!project || !(await this.#safety?.snapshots.make('restore'))) return
    if (!(await doctor.repair())) return
    await this.openFolder(project.grant)
    this.say('good', 'doctor.repaired')
  }

  /** Makes a snapshot now and says when it is proved. */
  async makeSnapshot(): Promise<void> {
    await this.#project?.idle()
    const made = await this.#safety?.snapshots.make('manual')
    if (made) this.say('good', 'safety.snapshot-made', { n: made.spans })
  }

  /** Puts the open project back to a snapshot; what it holds now becomes a snapshot first. */
  async restoreSnapshot(snapshot: SnapshotEntry): Promise<void> {
    const project = this.#project
    const now = this.#safety
    if (!project || !now || project.readOnly) return
    await project.idle()
    const { snapshots } = now
    const { Restoring } = await restoringParts()
    const restoring = new Restoring(this.host, project.grant.id, snapshot, {
      keep: () => snapshots.make('restore'),
      done: () => snapshots.progress.done,
      stop: () => snapshots.skip(),
    })
    this.#restoring = restoring
    const leave = (): Promise<void> => {
      this.#opening = true
      return this.#leave()
    }
    const outcome = await this.#inTurn(() => restoring.run(Date.now(), leave)).finally(() => (this.#restoring = null))
    if (outcome === null) return
    await this.openFolder(project.grant)
    if (outcome === 'restored') this.say('good', 'safety.restored', { n: snapshot.spans })
    else if (outcome === 'called-off') this.say('info', 'safety.restore-called-off')
    else this.say('bad', `safety.restore-failed.${outcome}`)
  }

  async reveal(id: string | null = null): Promise<void> {
    if (this.#project) await this.host.ask('folder.reveal', { grant: this.#project.grant.id, id })
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
      this.say('bad', `host.${error.error.code}`, { ...error.error.params, id })
    }
  }

  async #openWith(find: () => Promise<Grant | null>, how: Partial<Opening> = {}): Promise<void> {
    this.#opening = true
    try {
      const grant = await find()
      if (grant) await this.#inTurn(() => this.#enter(grant, how))
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
      this.#failed({ kind: 'host', error: error.error })
    } finally {
      this.#opening = false
      this.#recent = await this.host.ask('folder.recent', null)
    }
  }

  /** One folder is entered at a time, in the order in which they were asked for. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#entering.then(work)
    this.#entering = turn.then(
      () => undefined,
      () => undefined,
    )
    return turn
  }

  async #leave(): Promise<void> {
    const project = this.#project
    const safety = this.#safety
    this.#project = null
    this.#safety = null
    await project?.idle()
    await this.#end(safety)
    await project?.close()
  }

  async #enter(grant: Grant, how: Partial<Opening>): Promise<void> {
    await this.#leave()
    this.#failure = null
    const { annotator } = this.settings
    const plan: Opening = { now: Date.now(), readOnly: annotator === null, asItIs: false, ...how }
    const { openProject, startProject, watchOver } = await folderParts()
    const opened = await openProject(this.host, grant.id, plan)
    if (!opened.ok) return this.#failedStore(opened.problem, grant)
    // The name was given while the folder was being opened to be read only.
    if (annotator === null && this.settings.annotator !== null) {
      await opened.store.close()
      return this.#enter(grant, how)
    }
    if (opened.brokenOff) this.say('warn', 'safety.restore-broken-off')
    this.#safety = watchOver(this.host, opened, (event) => this.#tellSafety(event))
    this.#project = await startProject(this.host, grant, opened, annotator, (event) => this.#tell(event))
    void this.#project.scan()
    void this.#project.learn()
  }

  #failed(failure: OpenFailure): void {
    if (!this.#project) this.#failure = failure
    else if (failure.kind === 'host') this.say('bad', `host.${failure.error.code}`, failure.error.params)
  }

  async #failedStore(problem: OpenProblem, grant: Grant): Promise<void> {
    const { Recovery } = await recoveryParts()
    const recovery = new Recovery(this.host, grant.id)
    this.#failed({ kind: 'store', problem, grant, recovery })
    if (isRestorable(problem)) void recovery.search()
  }

  #tellSafety(event: SnapshotEvent): void {
    if (event.kind === 'made') return this.notices.retract('safety.snapshot-failed')
    if (event.kind === 'copied') return this.notices.retract('safety.snapshot-copy-failed')
    const { kind, why } = event
    const { t } = this.i18n
    const reason =
      typeof why === 'object' ? t(`host.${why.code}`, why.params) : t(`safety.snapshot-failed.${why}` as const)
    this.say(kind === 'failed' ? 'bad' : 'warn', `safety.snapshot-${kind}`, { reason })
  }

  #tell(event: ProjectEvent): void {
    switch (event.kind) {
      case 'refused':
        return this.say('info', `refusal.${event.refusal.refused}`, event.refusal.params)
      case 'undone':
      case 'redone':
        return this.#tellTravel(event)
      case 'save-failed':
        return this.#tellFailure(event.problem)
      case 'read-only':
      case 'nothing-to-undo':
      case 'nothing-to-redo':
        return this.say('info', `session.${event.kind}`)
      case 'out-of-step':
        return this.say('warn', 'session.out-of-step')
      case 'text-changed':
        return this.say('warn', 'session.text-changed', { id: event.document })
    }
  }

  /** One after the other, so that the last word is of the last step. */
  #tellTravel(travel: Travelled): void {
    if (travel.kind === 'undone') this.tookStep('undo')
    this.#telling = this.#telling.catch(() => undefined).then(() => this.#tellDeed(travel))
  }

  async #tellDeed({ kind, action, edit, documents }: Travelled): Promise<void> {
    const project = this.#project
    if (!project) return
    const [{ deedFacts }, { deedSentence }] = await deedParts()
    const what = deedSentence(this.i18n, project.schema, await deedFacts(project, action, edit))
    const [id] = documents
    const place = documents.length > 1 ? '-many' : id === undefined ? '' : '-in'
    const title = id === undefined ? '' : project.catalogue.get(id)?.title || id
    this.say('info', `session.${kind}${place}`, { what, n: documents.length, title }, 'travel')
  }

  #tellFailure(problem: CommitProblem): void {
    const project = this.#project
    // The tripwire asks in a dialog of its own.
    if (!project || problem.code === 'tripwire') return
    const { t } = this.i18n
    const [text, title, run] =
      problem.code === 'conflict'
        ? [t('session.save-conflict'), t('session.reload'), () => void this.#reload()]
        : [t(`session.save-${problem.code}`), t('session.try-again'), () => void this.#retry(project)]
    this.notices.show({ tone: 'bad', text, action: { title, run }, subject: 'save' })
  }

  /** Tells the person; a later word on the same subject takes its place. */
  say(tone: 'info' | 'good' | 'warn' | 'bad', key: MessageKey, params: Params = {}, subject: string = key): void {
    this.notices.show({ tone, text: this.i18n.t(key, params), subject })
  }

  async #retry(project: ProjectSession): Promise<void> {
    await project.store.reopen()
    await project.saver.retry()
    if (!project.saver.failure) this.notices.retract('save')
  }

  async #reload(): Promise<void> {
    const project = this.#project
    if (!project) return
    project.saver.giveUp()
    await this.openFolder(project.grant)
  }

  async #closing(): Promise<void> {
    const hold = setInterval(() => void this.host.ask('window.hold', null), HOLD_MS)
    await this.#project?.idle()
    await this.#end(this.#safety)
    await this.#project?.idle()
    clearInterval(hold)
    await this.host.ask('window.ready-to-close', null)
  }

  async #end(safety: Safety | null): Promise<void> {
    this.#ending = safety
    await safety?.end()
    this.#ending = null
  }
}

/** Whether a snapshot can take the place of what could not be opened. */
function isRestorable({ code }: OpenProblem): boolean {
  return code === 'missing' || code === 'shortfall' || code === 'damaged' || code === 'newer-version'
}
