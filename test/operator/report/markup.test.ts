import { html } from '../../../lib/page/markup';
import { nested } from '../../../lib/page/nested';

test('what is put into a template is escaped, in elements and in attributes', () => {
  const name = `<img src=x onerror="alert('1')"> & co`;

  expect(html`<p title="${name}">${name}</p>`.text).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co">' +
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co</p>',
  );
});

test('markup in markup stays markup, lists are joined, and nothing is left of what is missing', () => {
  const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);

  expect(html`<ul>${items}${undefined}</ul> ${3}`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul> 3');
});

test('lines that are set in lie below the line before them', () => {
  expect(nested(['one', '  a', '    i', '  b', 'two'])).toEqual([
    {
      text: 'one',
      below: [
        { text: 'a', below: [{ text: 'i', below: [] }] },
        { text: 'b', below: [] },
      ],
    },
    { text: 'two', below: [] },
  ]);
});
