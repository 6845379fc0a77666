import type { AppSession } from '../session/app-session.svelte.ts'
import type { BundleDesk, BundleEvent } from '../session/bundle-desk.svelte.ts'
import type { Action } from '../ui/action.ts'
import { APP_KEYS } from './app-keys.ts'
import type { Navigation } from './navigation.svelte.ts'

/** What is done with colleagues' layers. */
export function reviewActions(
  app: AppSession,
  navigation: Navigation,
  bundles: () => BundleDesk | null,
): readonly Action[] {
  const open = () => app.project !== null
  const own = () => app.project?.readOnly === false
  return [
    {
      id: 'share-layers',
      title: 'action.share-layers',
      group: 'file',
      keys: APP_KEYS['share-layers'],
      when: own,
      run: () => void bundles()?.save(),
    },
    {
      id: 'open-layers',
      title: 'action.open-layers',
      group: 'file',
      keys: APP_KEYS['open-layers'],
      when: open,
      run: () => void bundles()?.pick(),
    },
    {
      id: 'review',
      title: 'action.review',
      group: 'go',
      keys: APP_KEYS.review,
      when: open,
      run: () => navigation.show('review'),
    },
    {
      id: 'review-layer',
      title: 'action.review-layer',
      group: 'go',
      keys: APP_KEYS['review-layer'],
      when: open,
      run: () => navigation.show('layer'),
    },
    {
      id: 'review-own',
      title: 'action.review-own',
      group: 'go',
      keys: APP_KEYS['review-own'],
      when: open,
      run: () => navigation.show('remarks'),
    },
    {
      id: 'assignments',
      title: 'action.assignments',
      group: 'file',
      keys: APP_KEYS.assignments,
      when: open,
      run: () => navigation.show('assignments'),
    },
    {
      id: 'agreement',
      title: 'action.agreement',
      group: 'go',
      keys: APP_KEYS.agreement,
      when: open,
      run: () => navigation.show('agreement'),
    },
  ]
}

/** Says how saving or opening layers went. */
export function tellBundle(app: AppSession, event: BundleEvent): void {
  switch (event.kind) {
    case 'saved':
      return app.say('good', 'bundle.saved', { location: event.location })
    case 'review-saved':
      return app.say('good', 'bundle.review-saved', { location: event.location })
    case 'starters-saved':
      return app.say('good', 'assign.saved', { n: event.files, location: event.location })
    case 'assigned':
      return app.say('good', 'starter.assigned', { n: event.documents, name: event.author })
    case 'nothing-to-send':
      return app.say('info', 'bundle.nothing-to-send')
    case 'opened':
      return app.say('good', 'bundle.opened', { n: event.layers, name: event.author })
    case 'nothing-new':
      return app.say('info', 'bundle.nothing-new', { name: event.author })
    case 'failed':
      return app.say('bad', `host.${event.error.code}`, { id: '', ...event.error.params })
  }
}
