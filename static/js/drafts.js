// Keeps what is typed as a draft on the server, on top of a form that does the same with a button. Nothing stays in
// the browser's storage: it may be somebody else's phone tomorrow.
const PAUSE = 2000
const PATIENCE = 15000
const LONGEST_WAIT = 30000
const form = document.querySelector('[data-drafted]')
const kept = document.getElementById('kept')
const moved = document.getElementById('moved')
const value = (name) => form.elements[name].value
const put = (name, to) => { form.elements[name].value = to }
let timer, running, dirty, wrong, stopped
let wait = PAUSE

// Heard once by who cannot see it; after that only what stands in the way is read out in the middle of a sentence.
let heardOnce
const say = (word, at = '') => {
  const calm = ['kept', 'none', 'busy'].includes(word)
  kept.ariaLive = calm && heardOnce ? 'off' : 'polite'
  heardOnce ||= word === 'kept'
  kept.textContent = kept.dataset[word].replace('TIME', at)
}

const later = (pause) => {
  clearTimeout(timer)
  timer = setTimeout(save, pause)
}

// Signing in again makes another token for every form that was open.
const freshToken = async () => {
  const page = await (await fetch(location.pathname)).text()
  const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page)?.[1]
  if (token) put('csrfmiddlewaretoken', token)
}

const post = async (leaving) => {
  const body = new URLSearchParams(new FormData(form))
  body.set('keep', '1')
  const keepalive = leaving && body.toString().length < 60000
  const headers = { Accept: 'application/json' }
  const asked = { method: 'POST', body, headers, keepalive, signal: AbortSignal.timeout(PATIENCE) }
  return fetch(form.action, asked)
}

const ask = async (leaving) => {
  let answer = await post(leaving)
  if (answer.status === 403 && !leaving) {
    await freshToken()
    answer = await post()
  }
  if (answer.status >= 500) throw new Error('lost')
  const json = answer.headers.get('Content-Type')?.includes('json')
  return json ? answer.json() : { state: answer.status === 413 ? 'long' : 'gone' }
}

const heard = {
  kept: ({ at, seen }) => {
    put('seen', seen)
    say(at ? 'kept' : 'none', at)
  },
  moved: ({ at, seen, key }) => {
    say('moved', at)
    stopped = dirty = true
    moved.hidden = false
    moved.dataset.seen = seen
    document.getElementById('other').href = `${location.pathname}?draft=${key}`
  },
  sent: ({ key, kept_pass: pass }) => {
    put('key', key)
    put('kept_pass', pass)
    put('seen', 0)
    say('sent')
    later(PAUSE)
  },
  out: ({ kept }) => {
    say(kept ? 'out' : 'shut')
    if (!kept) again()
  },
  long: () => unkept('long'),
  token: () => again(),
  gone: () => unkept('gone')
}

const unkept = (word) => {
  dirty = true // tried again with the next key, and asked about before the page is left
  say(word)
}

const again = () => {
  dirty = wrong = true
  wait = Math.min(wait * 2, LONGEST_WAIT)
  later(wait)
}

const save = async () => {
  if (running || stopped || !dirty) return
  running = true
  dirty = false
  const slow = setTimeout(() => say('busy'), 1000)
  try {
    const answer = await ask()
    wrong = answer.state !== 'kept'
    if (!wrong) wait = PAUSE
    heard[answer.state](answer)
  } catch {
    say('lost')
    again()
  }
  clearTimeout(slow)
  running = false
  if (dirty && !wrong) later(PAUSE)
}

const typed = () => {
  dirty = true
  later(PAUSE)
}

form.addEventListener('input', typed)
addEventListener('online', () => later(0))
document.getElementById('mine').addEventListener('click', () => {
  put('seen', moved.dataset.seen)
  moved.hidden = true
  stopped = false
  dirty = true
  save()
})
// Pressing a button sends everything; what is left behind otherwise sets out before the page goes.
form.addEventListener('submit', () => {
  clearTimeout(timer)
  dirty = stopped = false
})
document.addEventListener('visibilitychange', () => { if (document.hidden && dirty && !stopped) post(true).catch(() => {}) })
addEventListener('beforeunload', (event) => { if (dirty && (wrong || stopped)) event.preventDefault() })
