import { Concordance } from '../features/concordance/concordance.svelte.ts'
import { EntityRegistry } from '../features/entities/entity-registry.svelte.ts'
import { SchemaEditor } from '../features/schema/schema-editor.svelte.ts'
import { AgreementDesk } from '../session/agreement-desk.svelte.ts'
import type { AppSession } from '../session/app-session.svelte.ts'
import { ImportDesk } from '../session/import-desk.svelte.ts'
import { BundleDesk } from '../session/bundle-desk.svelte.ts'
import { LayerReview } from '../session/layer-review.svelte.ts'
import { ReviewDesk } from '../session/review-desk.svelte.ts'
import { tellImport } from './import-words.ts'
import { tellBundle } from './review-actions.ts'

/** What works on the open folder as a whole; each lives as long as the folder is open. */
export class Desks {
  readonly bundles: BundleDesk
  readonly imports: ImportDesk
  readonly #app: AppSession

  constructor(app: AppSession) {
    this.#app = app
    this.bundles = new BundleDesk({
      host: app.host,
      software: `Postil ${app.info.version}`,
      project: () => app.project,
      tell: (event) => tellBundle(app, event),
    })
    this.imports = new ImportDesk({
      host: app.host,
      project: () => app.project,
      tell: (event) => tellImport(app, event),
    })
  }

  readonly editor: SchemaEditor | null = $derived.by(() => {
    const { project, host } = this.#app
    return project && new SchemaEditor(project, host)
  })

  readonly review: ReviewDesk | null = $derived.by(() => {
    const { project, host } = this.#app
    return project && new ReviewDesk(project, host)
  })

  readonly entities: EntityRegistry | null = $derived.by(() => {
    const { project } = this.#app
    return project && new EntityRegistry(project)
  })

  readonly layer: LayerReview | null = $derived.by(() => {
    const { project, host } = this.#app
    return project && new LayerReview(project, host)
  })

  readonly agreement: AgreementDesk | null = $derived.by(() => {
    const { project, host } = this.#app
    return project && new AgreementDesk(project, host)
  })

  readonly concordance: Concordance | null = $derived.by(() => {
    const { project, host, i18n } = this.#app
    return project && new Concordance(project, host, i18n)
  })
}
