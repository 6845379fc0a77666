import { Command, CommanderError } from 'commander'
import { faultLine } from './faults.ts'
import { formats } from './formats.ts'
import { CallFault, DataFault, put, type Io } from './io.ts'
import { stats, type StatsOptions } from './stats.ts'
import { validate, type ValidateOptions } from './validate.ts'

/**
 * The `postil` command. Exit status: 0 done; 1 the data is at fault, each fault a line on standard error; 2 the call is.
 * @param argv what follows the program's name.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let status = 0
  const program = describe(io, (code) => {
    status = code
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return status
  } catch (error) {
    return explained(error, argv, io)
  }
}

async function explained(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof CallFault) {
    await put(io.stderr, `postil: ${error.message}\n`)
    return 2
  }
  if (error instanceof DataFault) {
    const file = argv.slice(1).find((word) => word === '-' || !word.startsWith('-')) ?? ''
    for (const each of error.problems)
      await put(io.stderr, `${faultLine(each, file === '-' ? 'standard input' : file)}\n`)
    return 1
  }
  throw error
}

function describe(io: Io, done: (status: number) => void): Command {
  const program = new Command('postil')
    .description('Turns tagged articles into datasets and checks them, without a window.')
    .version(io.version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .showHelpAfterError('(postil --help shows all calls)')
    .addHelpText('after', EXAMPLES)
  program
    .command('formats')
    .description('the formats: ids, extensions, what is read and written, what each cannot carry')
    .option('--json', 'one JSON array')
    .action(async (options: { json?: boolean }) => done(await formats(options, io)))
  program
    .command('validate')
    .argument('<file>', 'Postil JSONL, the folder of an export, or - for standard input')
    .description(
      'checks every line: keys, unique ids, bounds, that each span’s text stands where it says, relation ends',
    )
    .option('--against <folder>', 'the folder of the articles: compare their bytes and texts too')
    .option('--json', 'one JSON object with all faults')
    .addHelpText('after', VALIDATE_EXAMPLES)
    .action(async (file: string, options: ValidateOptions) => done(await validate(file, options, io)))
  program
    .command('stats')
    .argument('<file>', 'a dataset in any readable format, or - for standard input')
    .description('counts spans per label, annotator, document and origin, and the lengths of the texts')
    .option('--from <format>', 'the format, when it is not to be recognised')
    .option('--json', 'one JSON object')
    .action(async (file: string, options: StatsOptions) => done(await stats(file, options, io)))
  return program
}

const EXAMPLES = `
Examples:
  postil validate dataset/data.jsonl --against articles
  postil stats dataset/data.jsonl --json
  postil convert dataset/data.jsonl --to conll-2003 --out train.conll
  postil split dataset/data.jsonl --out splits --ratio 80,10,10 --seed 1
  postil agree amina.jsonl karim.jsonl --measure gamma,f1-strict

Exit status: 0 done; 1 the data is at fault, each fault a line on standard error; 2 the call is.`

const VALIDATE_EXAMPLES = `
Examples:
  postil validate dataset                       every .jsonl of an export, and its schema.json
  postil validate data.jsonl --against articles also the articles’ own bytes
  cat data.jsonl | postil validate - --json     from a pipe, for machines`
