import type { EventName, RequestName } from './contract.ts'

/** The preload lets these pass and nothing else. A name that is missing here does not compile. */
export const REQUEST_NAMES = {
  'app.info': true,
  'app.quit': true,
  'settings.get': true,
  'settings.set': true,
  'menu.set': true,
  'window.ready-to-close': true,
  'folder.initial': true,
  'folder.pick': true,
  'folder.samples': true,
  'folder.recent': true,
  'folder.forget': true,
  'folder.reveal': true,
  'corpus.scan': true,
  'corpus.cancel': true,
  'corpus.watch': true,
  'corpus.read': true,
  'corpus.read-many': true,
  'corpus.search': true,
  'corpus.search-cancel': true,
  'schema.save': true,
  'schema.open': true,
  'print.paper': true,
  'print.pdf': true,
  'bundle.begin': true,
  'bundle.begin-many': true,
  'bundle.write': true,
  'bundle.finish': true,
  'bundle.abort': true,
  'bundle.open': true,
  'bundle.arrived': true,
  'bundle.read': true,
  'dataset.open': true,
  'dataset.read': true,
  'dataset.cancel': true,
  'export.choose': true,
  'export.begin': true,
  'export.write': true,
  'export.finish': true,
  'export.abort': true,
  'export.reveal': true,
  'snapshot.begin': true,
  'snapshot.write': true,
  'snapshot.finish': true,
  'snapshot.abort': true,
  'snapshot.list': true,
  'snapshot.read': true,
  'snapshot.second-folder': true,
  'project.expectation': true,
  'project.expect': true,
  'storage.set-aside': true,
} satisfies Record<RequestName, true>

export const EVENT_NAMES = {
  action: true,
  'corpus.batch': true,
  'corpus.done': true,
  'corpus.changed': true,
  'corpus.hits': true,
  'corpus.search-done': true,
  'dataset.batch': true,
  'dataset.done': true,
  'export.progress': true,
  'folder.open': true,
  'folder.refused': true,
  'bundle.arrived': true,
  closing: true,
  'theme.changed': true,
} satisfies Record<EventName, true>

/** The channel of requests; answers come back through it. */
export const REQUEST_CHANNEL = 'postil:request'
/** The channels of dropped folders and datasets: only they carry a path, and only the preload can speak on them. */
export const DROP_CHANNEL = 'postil:drop'
export const DROP_DATASET_CHANNEL = 'postil:drop-dataset'
export const EVENT_CHANNEL = 'postil:event'
