import { expect, test } from 'vitest'
import { datasetNameFault, datasetNameFrom } from './dataset-name.ts'

test.each([
  ['a plain name', 'press-2022', null],
  ['spaces and accents', 'Presse du Sahel — été', null],
  ['nothing', '  ', 'empty'],
  ['a slash would be a folder in a folder', 'a/b', 'bad'],
  ['the way up', '..', 'bad'],
  ['a hidden folder', '.press', 'bad'],
  ['a dot that Windows drops', 'press.', 'bad'],
  ['a device of Windows', 'CON', 'bad'],
  ['a device with an extension', 'nul.txt', 'bad'],
  ['a name that only begins so', 'console', null],
  ['a NUL', 'a\u0000b', 'bad'],
])('datasetNameFault: %s', (_, name, expected) => {
  expect(datasetNameFault(name)).toBe(expected)
})

test.each([
  ['press', 'press'],
  ['what: now?', 'what- now-'],
  ['..hidden..', 'hidden'],
  ['...', 'dataset'],
  ['con', 'dataset'],
  ['x'.repeat(200), 'x'.repeat(80)],
])('datasetNameFrom(%j) is a name that is allowed', (folder, expected) => {
  expect(datasetNameFrom(folder)).toBe(expected)
  expect(datasetNameFault(datasetNameFrom(folder))).toBeNull()
})
