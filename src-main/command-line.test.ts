import { expect, it } from 'vitest'
import { folderArgument } from './command-line.ts'

const START = { defaultApp: true, appPath: '/postil', workingFolder: '/home/amina' }

it.each([
  ['electron . FOLDER', ['electron', '/postil', '/data/press'], true, '/data/press'],
  ['a folder named from where one stands', ['electron', '/postil', 'press'], true, '/home/amina/press'],
  ['no folder', ['electron', '/postil'], true, null],
  [
    'switches around it',
    ['electron', '--inspect=0', '/postil', '--user-data-dir=/x', 'press', '--flag'],
    true,
    '/home/amina/press',
  ],
  ['a loader before the app', ['electron', '-r', '/loader.js', '/postil', '/data'], true, '/data'],
  ['an installed app', ['/opt/postil', '/data/press'], false, '/data/press'],
  ['an installed app with switches only', ['/opt/postil', '--no-sandbox'], false, null],
  ['an empty argument', ['/opt/postil', ''], false, null],
])('%s', (_what, argv, defaultApp, folder) => {
  expect(folderArgument({ ...START, argv, defaultApp })).toBe(folder)
})
