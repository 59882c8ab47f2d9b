/**
 * What runs in a status page: it asks its own address again and again, and puts what is new into the page where it stands, so
 * that a command that somebody is copying stays marked. What cannot be refreshed is never left looking like news: the page says
 * since when, and nothing of it is green any more. That also comes to pass in a tab that slept, since age is counted from when
 * the picture was asked for. Plain words for a browser: no part of it is bundled or built.
 */
export const SCRIPT = `(() => {
  const root = document.documentElement;
  const every = Number(root.dataset.every) * 1000;
  const LATE_AFTER = 3 * every + 1000;
  const PATIENCE = 20000;
  let askedAt = Date.now();
  let trouble = '';
  const find = (selector) => document.querySelector(selector);
  const inWords = (milliseconds) => {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    if (seconds < 120) return seconds + ' s';
    return seconds < 7200 ? Math.floor(seconds / 60) + ' min' : Math.floor(seconds / 3600) + ' h';
  };
  const follow = (here, there) => {
    if (here.isEqualNode(there)) return;
    const [own, others] = [[...here.childNodes], [...there.childNodes]];
    if (here.nodeType !== 1 || here.nodeName !== there.nodeName || own.length !== others.length) {
      here.replaceWith(there);
      return;
    }
    for (const { name } of [...here.attributes]) if (!there.hasAttribute(name)) here.removeAttribute(name);
    for (const { name, value } of there.attributes) here.setAttribute(name, value);
    own.forEach((node, index) => follow(node, others[index]));
  };
  const tell = () => {
    const age = Date.now() - askedAt;
    const isLate = trouble !== '' || age > LATE_AFTER;
    const fresh = find('.fresh');
    const since = fresh.querySelector('time').textContent;
    if (!fresh.hasAttribute('data-ended') || isLate) fresh.querySelector('.age').textContent = ', ' + inWords(age) + ' ago';
    const reason = isLate ? trouble || 'nothing has answered since' : '';
    const alarm = isLate ? 'Not refreshed since ' + since + ': ' + reason + '. What stands here was so then, and may not be so now.' : '';
    if (find('#late').textContent !== alarm) find('#late').textContent = alarm;
    if (isLate && !root.classList.contains('late')) {
      const verdict = find('.verdict');
      const was = verdict.querySelector('.words').textContent;
      verdict.className = 'verdict unknown';
      verdict.textContent = '? Not known now. At ' + since.slice(-12) + ': ' + was;
      document.title = 'Not refreshed: ' + document.title;
    }
    root.classList.toggle('late', isLate);
  };
  const show = (page) => {
    const silent = 'header[data-silent]';
    if (!page.querySelector('.fresh')) throw new Error('what answers is not this page');
    if (page.querySelector(silent) && !find(silent)) throw new Error(page.querySelector('.verdict .words').textContent);
    for (const part of ['header', 'main', 'footer']) follow(find(part), page.querySelector(part));
    document.title = page.title;
  };
  const ask = async () => {
    const now = Date.now();
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store', signal });
      show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      [askedAt, trouble] = [now, ''];
    } catch (error) {
      trouble = error.name === 'Error' ? error.message : 'no answer';
    }
    tell();
    setTimeout(ask, every);
  };
  setTimeout(ask, every);
  setInterval(tell, 1000);
  tell();
})();`;
