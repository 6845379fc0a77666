import { expect, it } from 'vitest'
import { namedArguments } from './command-line.ts'

const START = { defaultApp: true, appPath: '/postil', workingFolder: '/home/amina' }

it.each([
  ['electron . FOLDER', ['electron', '/postil', '/data/press'], true, '/data/press', null],
  ['a folder named from where one stands', ['electron', '/postil', 'press'], true, '/home/amina/press', null],
  ['no folder', ['electron', '/postil'], true, null, null],
  [
    'switches around it',
    ['electron', '--inspect=0', '/postil', '--user-data-dir=/x', 'press', '--flag'],
    true,
    '/home/amina/press',
    null,
  ],
  ['a loader before the app', ['electron', '-r', '/loader.js', '/postil', '/data'], true, '/data', null],
  ['an installed app', ['/opt/postil', '/data/press'], false, '/data/press', null],
  ['an installed app with switches only', ['/opt/postil', '--no-sandbox'], false, null, null],
  ['an empty argument', ['/opt/postil', ''], false, null, null],
  ['a double-click on a file of layers', ['/opt/postil', '/mail/karim.postil'], false, null, '/mail/karim.postil'],
  [
    'a folder and layers, in any order',
    ['/opt/postil', 'K.POSTIL', 'press'],
    false,
    '/home/amina/press',
    '/home/amina/K.POSTIL',
  ],
])('%s', (_what, argv, defaultApp, folder, bundle) => {
  expect(namedArguments({ ...START, argv, defaultApp })).toEqual({ folder, bundle })
})
