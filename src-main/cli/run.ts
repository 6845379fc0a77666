import { Command, CommanderError } from 'commander'
import { agree, type AgreeOptions } from './agree.ts'
import { bundle, type BundleOptions } from './bundle.ts'
import { convert, type ConvertOptions } from './convert.ts'
import { faultLine } from './faults.ts'
import { formats } from './formats.ts'
import { CallFault, DataFault, put, type Io } from './io.ts'
import { split, type SplitOptions } from './split.ts'
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
    return explained(error, io)
  }
}

async function explained(error: unknown, io: Io): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof CallFault) {
    await put(io.stderr, `postil: ${error.message}\n`)
    return 2
  }
  if (error instanceof DataFault) {
    for (const each of error.problems) await put(io.stderr, `${faultLine(each, error.source)}\n`)
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
    .addHelpText('after', FORMATS_EXAMPLES)
    .action(async (options: { json?: boolean }) => done(await formats(options, io)))
  program
    .command('validate')
    .argument('<file>', 'Postil JSONL, the folder of an export, or - for standard input')
    .description(
      'checks every line: keys, unique ids, bounds, that each span’s text stands where it says, relation ends',
    )
    .option('--against <folder>', 'the folder of the articles: compare their bytes and texts too')
    .option('--repair', 'say what is certain to be mended; nothing is written without --out')
    .option('--out <file>', 'with --repair: the mended file to write, which must not exist')
    .option('--json', 'one JSON object with all faults')
    .addHelpText('after', VALIDATE_EXAMPLES)
    .action(async (file: string, options: ValidateOptions) => done(await validate(file, options, io)))
  program
    .command('convert')
    .argument('<in>', 'a dataset in any readable format: a file, a folder, or - for standard input')
    .description('any readable format to any writable one, with every span proved and a report of what was lost')
    .requiredOption('--to <format>', 'the format to write; see postil formats')
    .requiredOption('--out <path>', 'the file or folder to write, which must not exist; - for standard output')
    .option('--from <format>', 'the format, when it is not to be recognised')
    .option('--overlaps <policy>', 'what to do where spans may not overlap: longest, first, split or fail', 'longest')
    .option('--offsets <unit>', 'codepoint, utf16 or byte, for formats that state their unit (default: codepoint)')
    .option('--separator <what>', 'comma or semicolon, for csv: spreadsheets in French open semicolons', 'comma')
    .option('--json', 'print the report of losses as one JSON object')
    .addHelpText('after', CONVERT_EXAMPLES)
    .action(async (path: string, options: ConvertOptions) => done(await convert(path, options, io)))
  program
    .command('split')
    .argument('<in>', 'a dataset in any readable format')
    .description('train, dev and test by whole documents, stratified by label, near-duplicates kept together')
    .requiredOption('--out <folder>', 'the folder to write, which must not exist')
    .option('--ratio <shares>', 'two or three shares', '80,10,10')
    .option('--seed <number>', 'the same seed gives the same split', '1')
    .option('--group-by <how>', 'what stays together: family (near-duplicates), id-prefix or none', 'family')
    .option('--from <format>', 'the format, when it is not to be recognised')
    .option('--json', 'one JSON object')
    .addHelpText('after', SPLIT_EXAMPLES)
    .action(async (path: string, options: SplitOptions) => done(await split(path, options, io)))
  describeCounts(program, io, done)
  return program
}

/** The calls that count in what is there, and the one that sends it on. */
function describeCounts(program: Command, io: Io, done: (status: number) => void): void {
  program
    .command('agree')
    .argument('<file...>', 'datasets; their annotators are compared')
    .description('agreement between the annotators found in the files, per pair, label and document')
    .option('--measure <ids>', 'only these, divided by commas')
    .option('--seed <number>', 'for what is sampled', '1')
    .option('--in-progress', 'count documents whose tagging is in progress')
    .option('--gamma-alpha <number>', 'weight of positions', '1')
    .option('--gamma-beta <number>', 'weight of labels', '1')
    .option('--gamma-delta-empty <number>', 'cost of a unit without partner', '1')
    .option('--from <format>', 'the format, when it is not to be recognised')
    .option('--json', 'one JSON object')
    .addHelpText('after', AGREE_EXAMPLES)
    .action(async (paths: string[], options: AgreeOptions) => done(await agree(paths, options, io)))
  program
    .command('stats')
    .argument('<file>', 'a dataset in any readable format, or - for standard input')
    .description('counts spans per label, annotator, document and origin, and the lengths of the texts')
    .option('--from <format>', 'the format, when it is not to be recognised')
    .option('--json', 'one JSON object')
    .addHelpText('after', STATS_EXAMPLES)
    .action(async (file: string, options: StatsOptions) => done(await stats(file, options, io)))
  program
    .command('bundle')
    .argument('<in>', 'a dataset in any readable format')
    .description('the layers of a dataset as a .postil file, which a colleague opens in Postil')
    .requiredOption('--out <file>', 'the file to write, ending in .postil, which must not exist')
    .option('--author <name>', 'who sends it, one of the annotators of the data')
    .option('--from <format>', 'the format, when it is not to be recognised')
    .addHelpText('after', BUNDLE_EXAMPLES)
    .action(async (path: string, options: BundleOptions) => done(await bundle(path, options, io)))
}

const EXAMPLES = `
Examples:
  postil validate dataset/data.jsonl --against articles
  postil stats dataset/data.jsonl --json
  postil convert dataset/data.jsonl --to conll-2003 --out train.conll
  postil split dataset/data.jsonl --out splits --ratio 80,10,10 --seed 1
  postil agree amina.jsonl karim.jsonl --measure gamma,f1-strict
  postil agree amina.postil karim.postil
  postil bundle amina.jsonl --out amina.postil

Exit status: 0 done; 1 the data is at fault, each fault a line on standard error; 2 the call is.`

const CONVERT_EXAMPLES = `
Examples:
  postil convert dataset --to brat --out brat
  postil convert data.jsonl --to iob2 --out train.iob2 --overlaps split
  postil convert labelstudio.json --to postil --out data.jsonl --offsets byte
  postil convert data.jsonl --to csv --separator semicolon --out spans.csv
  cat data.jsonl | postil convert - --to csv --out - > spans.csv

What a format cannot hold is counted, listed in OUT's losses.json, and never lost silently.`

const SPLIT_EXAMPLES = `
Examples:
  postil split data.jsonl --out splits
  postil split data.jsonl --out splits --ratio 90,10 --seed 7 --group-by id-prefix`

const FORMATS_EXAMPLES = `
Examples:
  postil formats                                       a line a format
  postil formats --json                                for machines`

const STATS_EXAMPLES = `
Examples:
  postil stats data.jsonl                              counts to read
  postil stats export.json --from label-studio --json  another tool's file, for machines`

const BUNDLE_EXAMPLES = `
Examples:
  postil bundle amina.jsonl --out amina.postil         her layers, for a colleague
  postil bundle dataset --out all.postil --author amina  layers of several people, sent by one`

const AGREE_EXAMPLES = `
Examples:
  postil agree data.jsonl                              annotators of one file
  postil agree amina.jsonl karim.jsonl --measure f1-strict,gamma --json`

const VALIDATE_EXAMPLES = `
Examples:
  postil validate dataset                       every .jsonl of an export, and its schema.json
  postil validate data.jsonl --against articles also the articles’ own bytes
  postil validate data.jsonl --repair           what would be mended, and nothing is
  postil validate data.jsonl --repair --out mended.jsonl
  cat data.jsonl | postil validate - --json     from a pipe, for machines`
