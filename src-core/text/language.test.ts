import { describe, expect, it } from 'vitest'
import { detectLanguage } from './language.ts'

describe('detectLanguage', () => {
  it.each([
    [
      'French',
      'Les dockers du port ont repris le travail lundi, après onze jours de grève, selon leur porte-parole.',
      'fr',
    ],
    [
      'French with straight apostrophes and names',
      "L'élue Awa Kessi n'a pas dit qu'elle partait, mais elle l'a écrit à son syndicat.",
      'fr',
    ],
    [
      'French, decomposed',
      'Le préfet a été reçu à la mairie avec ses adjoints et les élus du port.'.normalize('NFD'),
      'fr',
    ],
    ['English', 'The dockers of the port went back to work on Monday after eleven days, their union said.', 'en'],
    [
      'German',
      'Die Hafenarbeiter haben am Montag nach elf Tagen die Arbeit wieder aufgenommen und sind zufrieden.',
      'de',
    ],
    [
      'Spanish',
      'Los estibadores del puerto volvieron al trabajo el lunes después de once días de huelga por la tarde.',
      'es',
    ],
    ['Italian', 'I portuali della città sono tornati al lavoro dopo gli undici giorni di sciopero nel porto.', 'it'],
    [
      'Portuguese',
      'Os estivadores do porto voltaram ao trabalho na segunda-feira com uma greve que não foi longa.',
      'pt',
    ],
    [
      'Dutch',
      'De havenarbeiders zijn maandag weer aan het werk gegaan, zo heeft een woordvoerder van de vakbond gezegd.',
      'nl',
    ],
    ['Arabic', 'عاد عمال الميناء إلى العمل يوم الاثنين', 'ar'],
    ['Persian', 'کارگران بندر گفتند که روز دوشنبه به کار برگشتند', 'fa'],
    ['Hebrew', 'עובדי הנמל חזרו לעבודה ביום שני', 'he'],
    ['Russian', 'Докеры порта вернулись к работе в понедельник', 'ru'],
    ['Ukrainian', 'Докери повернулися до роботи в понеділок і їхній порт відкрито', 'uk'],
    ['Chinese', '港口工人星期一重返工作岗位。', 'zh'],
    ['Japanese', '港の労働者は月曜日に仕事に戻った。', 'ja'],
    ['Korean', '항만 노동자들이 월요일에 복귀했다', 'ko'],
    ['too short', 'Le port', null],
    ['names only', 'Awa Kessi Karim Oro Varenne Bordial Tessal Nouma', null],
    [
      'two languages in equal parts',
      'Le port est fermé et les dockers sont en grève. The port is closed and the dockers are on strike.',
      null,
    ],
    ['numbers', '2024 10 000', null],
    ['nothing', '', null],
  ])('%s', (_, text, expected) => expect(detectLanguage(text)).toBe(expected))

  it('reads a long text no longer than a short one', () => {
    const text = 'Le port est fermé et les dockers sont en grève. '.repeat(20_000)
    const started = performance.now()
    for (let i = 0; i < 50; i++) expect(detectLanguage(text)).toBe('fr')
    expect(performance.now() - started).toBeLessThan(500)
  })
})
