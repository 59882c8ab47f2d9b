/**
 * All colours by what they are for, once for light and once for dark. Text keeps 4.5 to 1 against what it stands on, and
 * what a chart is read by 3 to 1; a test holds them to it.
 */
export const COLOURS = {
  light: {
    page: '#f6f7f8',
    card: '#ffffff',
    ink: '#1b2127',
    soft: '#55606b',
    line: '#d9dee3',
    grid: '#e6e9ec',
    good: '#12662b',
    'good-ground': '#e3f4e7',
    bad: '#a8201a',
    'bad-ground': '#fde9e7',
    unknown: '#7a4a00',
    'unknown-ground': '#fcf0da',
    first: '#0a5bb0',
    second: '#b04a06',
    'second-ground': '#fbe3d2',
    run: '#5b4aa8',
    'run-ground': '#ece8fa',
    done: '#6b7681',
  },
  dark: {
    page: '#11151a',
    card: '#191f26',
    ink: '#e8ecf0',
    soft: '#a9b4be',
    line: '#36404a',
    grid: '#29313a',
    good: '#74dc8f',
    'good-ground': '#15301e',
    bad: '#ff9c91',
    'bad-ground': '#3a1a18',
    unknown: '#f1c068',
    'unknown-ground': '#35290f',
    first: '#6fb3ff',
    second: '#ffac70',
    'second-ground': '#4a2c14',
    run: '#b3a5ff',
    'run-ground': '#262043',
    done: '#8793a0',
  },
} as const;

/** As properties that rules refer to. */
export const properties = (theme: keyof typeof COLOURS): string =>
  Object.entries(COLOURS[theme])
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
