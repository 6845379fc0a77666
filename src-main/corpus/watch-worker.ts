import { serveTasks } from '../work/serve-tasks.ts'
import { watchFolder } from './watch-task.ts'

/** A thread of its own that knows nothing else begins sooner: the first scan of a folder waits for it. */
serveTasks({ watch: watchFolder })
