import { COLOURS } from '../../../lib/page/colours';

type Name = keyof (typeof COLOURS)['light'];

/** What a browser's check does not see: text and shapes in drawings. */
const TEXT: readonly (readonly [Name, Name])[] = [
  ['ink', 'card'],
  ['ink', 'page'],
  ['soft', 'card'],
  ['soft', 'page'],
  ['good', 'card'],
  ['bad', 'card'],
  ['unknown', 'card'],
  ['good', 'good-ground'],
  ['bad', 'bad-ground'],
  ['unknown', 'unknown-ground'],
  ['run', 'card'],
  ['run', 'run-ground'],
  ['first', 'card'],
];
const SHAPES: readonly (readonly [Name, Name])[] = [
  ['second', 'card'],
  ['second', 'second-ground'],
  ['done', 'card'],
];

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const colours: Readonly<Record<Name, string>> = COLOURS[theme];

  test.each(TEXT)('text in %s can be read on %s', (text, ground) => {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SHAPES)('a shape in %s can be told from %s', (shape, ground) => {
    expect(contrast(colours[shape], colours[ground])).toBeGreaterThanOrEqual(3);
  });
});
