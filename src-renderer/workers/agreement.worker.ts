import { AgreementBench } from './agreement-bench.ts'
import type { AgreementAnswer, AgreementRequest } from './agreement-protocol.ts'

/** Counts agreement off the frame; between steps it hears what comes in, so that a long job can be cancelled. */
const bench = new AgreementBench(answer)

function answer(message: AgreementAnswer): void {
  self.postMessage(message)
}

self.addEventListener('message', ({ data }: MessageEvent<AgreementRequest>) => {
  if (data.kind === 'add') bench.add(data.documents)
  else if (data.kind === 'cancel') bench.cancel(data.job)
  else
    bench.run(data).catch((error: unknown) => {
      answer({ kind: 'failure', job: data.job, message: error instanceof Error ? error.message : String(error) })
    })
})
