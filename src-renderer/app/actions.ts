import { DEFAULT_READING, type ReadingPreferences } from '../features/reader/types.ts'
import type { AppSession } from '../session/app-session.svelte.ts'
import type { Action, ActionGroup } from '../ui/action.ts'
import { APP_KEYS, type AppActionId, type ReviewActionId } from './app-keys.ts'
import type { Navigation } from './navigation.svelte.ts'

const SMALLEST_PX = 12
const LARGEST_PX = 32

/** What can be done wherever one is; the reader adds what can be done with the text. */
export function appActions(app: AppSession, navigation: Navigation, beginImport: () => void): readonly Action[] {
  const open = () => app.project !== null
  const reading = () => app.project?.current !== null && open()
  const own = () => reading() && app.project?.readOnly === false
  const writable = () => app.project?.readOnly === false
  const strayed = () => (app.project?.progress.strayed.size ?? 0) > 0
  const always = () => true
  return [
    action('open-folder', 'file', always, () => void app.pickFolder()),
    action('open-samples', 'file', always, () => void app.openSamples()),
    action('reveal-folder', 'file', open, () => void app.reveal()),
    action('rescan', 'file', open, () => void app.project?.scan()),
    action('import', 'file', () => app.project?.readOnly === false, beginImport),
    action('propose-again', 'file', writable, () => void proposeAgain(app)),
    action('tables', 'file', open, () => (app.dialog = 'tables')),
    action('export', 'file', open, () => (app.dialog = 'export')),
    action(
      'make-snapshot',
      'file',
      () => app.project?.readOnly === false,
      () => void app.makeSnapshot(),
    ),
    action('snapshots', 'file', open, () => (app.dialog = 'snapshots')),
    action('doctor', 'file', open, () => (app.dialog = 'doctor')),
    action('settings', 'file', always, () => (app.dialog = 'settings')),
    action('undo', 'edit', open, () => void app.project?.undo()),
    action('redo', 'edit', open, () => void app.project?.redo()),
    action('history', 'edit', open, () => (app.dialog = 'history')),
    action('trash', 'edit', open, () => (app.dialog = 'trash')),
    action('done-and-next', 'go', own, () => void navigation.doneAndNext()),
    action('mark-done', 'edit', own, () => app.project?.setState('done')),
    action('mark-in-progress', 'edit', own, () => app.project?.setState('in_progress')),
    action('mark-untouched', 'edit', own, () => app.project?.setState('untouched')),
    action('next-document', 'go', open, () => void navigation.step(1)),
    action('previous-document', 'go', open, () => void navigation.step(-1)),
    action('next-untouched', 'go', open, () => void navigation.nextUntouched()),
    action('find-document', 'go', open, () => navigation.findDocument()),
    action('concordance', 'go', open, () => navigation.show('concordance')),
    action('entities', 'go', open, () => navigation.show('entities')),
    action('strays', 'tag', strayed, () => navigation.show('strays')),
    action('schema', 'tag', open, () => navigation.show('schema')),
    action('close-document', 'go', reading, () => navigation.closeDocument()),
    action('toggle-list', 'view', reading, () => navigation.toggleList()),
    action('palette', 'view', always, () => (app.dialog = 'palette')),
    action('larger-text', 'view', reading, () => resize(app, 1)),
    action('smaller-text', 'view', reading, () => resize(app, -1)),
    ...(['light', 'dark', 'system'] as const).map((theme) =>
      action(
        `theme-${theme}`,
        'view',
        () => app.settings.theme !== theme,
        () => void app.changeSettings({ theme }),
      ),
    ),
    action('keyboard-map', 'help', always, () => (app.dialog = 'keys')),
    action('tour', 'help', always, () => void app.changeSettings({ hintsSeen: [] })),
    action('about', 'help', always, () => (app.dialog = 'about')),
  ]
}

/** Takes the folder's lines as if nobody had decided on them; decisions on single articles stay. */
async function proposeAgain({ project }: AppSession): Promise<void> {
  await project?.anatomy.proposeAgain()
  await project?.scan('all')
}

function action(
  id: Exclude<AppActionId, ReviewActionId>,
  group: ActionGroup,
  when: () => boolean,
  run: () => void,
): Action {
  return { id, title: `action.${id}`, group, keys: APP_KEYS[id], when, run }
}

/** How the person likes to read, with a default for whatever was never chosen. */
export function readingPreferences(app: AppSession): ReadingPreferences {
  return { ...DEFAULT_READING, ...(app.settings.reading as Partial<ReadingPreferences>) }
}

function resize(app: AppSession, step: 1 | -1): void {
  const sizePx = Math.min(LARGEST_PX, Math.max(SMALLEST_PX, readingPreferences(app).sizePx + step))
  void app.changeSettings({ reading: { ...app.settings.reading, sizePx } })
}
