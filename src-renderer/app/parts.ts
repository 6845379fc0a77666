/**
 * The parts of the window that its first picture does without, so that they don't hold it up. Each is a chunk of its own,
 * fetched once; asking again gives what is there.
 */
export const parts = {
  desks: () => import('./desks.svelte.ts'),
  library: () => import('../features/library/LibraryView.svelte'),
  document: () => import('./DocumentArea.svelte'),
  palette: () => import('./CommandPalette.svelte'),
  settings: () => import('../features/settings/SettingsDialog.svelte'),
  about: () => import('../features/settings/AboutDialog.svelte'),
  keys: () => import('../features/settings/KeyboardMap.svelte'),
  bundles: () => import('../features/bundles/BundleDialog.svelte'),
  import: () => import('./ImportPart.svelte'),
  export: () => import('./ExportPart.svelte'),
  tables: () => import('../features/tables/TablesDialog.svelte'),
  history: () => import('../features/history/HistoryDialog.svelte'),
  trash: () => import('../features/history/TrashDialog.svelte'),
  doctor: () => import('./DoctorPart.svelte'),
  snapshots: () => import('../features/safety/SnapshotsDialog.svelte'),
  restoring: () => import('../features/safety/RestoringDialog.svelte'),
  leaving: () => import('../features/safety/LeavingDialog.svelte'),
  tripwire: () => import('../features/safety/TripwireDialog.svelte'),
  schema: () => import('../features/schema/SchemaView.svelte'),
  strays: () => import('../features/reanchor/StraysView.svelte'),
  review: () => import('../features/review/ReviewView.svelte'),
  agreement: () => import('../features/agreement/AgreementView.svelte'),
  layer: () => import('../features/review/LayerReviewView.svelte'),
  assignments: () => import('../features/assignments/AssignmentsView.svelte'),
  concordance: () => import('../features/concordance/ConcordanceView.svelte'),
} as const

/** Fetches all of them while nothing else is to be done, so that what a person types next finds its dialog there. */
export function fetchParts(): void {
  const waiting = Object.values(parts)
  const next = (): void => {
    const part = waiting.shift()
    if (part) void part().then(() => requestIdleCallback(next))
  }
  requestIdleCallback(next)
}
