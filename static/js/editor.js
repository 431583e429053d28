// The agenda editor, on top of forms that do the same without it. Every change is sent at once and in order; the days
// come back as a fragment. What was typed meanwhile stays; nothing is forgotten before the server has answered for it.
const SLOW = 600
const PATIENCE = 15000
const TYPED_IN = 'input, textarea, select' // these have an undo of their own
const by = (id) => document.getElementById(id)
const said = by('line-said')
const again = by('again')
const jobs = []
let running = false
let stuck = false
let dropped = Promise.resolve()

// Boxes of the rows know what is saved (data-was); those that say something else are sent with whatever is sent next.
const rowBoxes = () => [...document.querySelectorAll('#drafts [data-was]')]
const newBoxes = () => [...document.querySelectorAll('#drafts [data-add] [id][name]')]
const isDirty = (box) => box.value !== box.dataset.was
const rowOf = (box) => box.closest('[data-item]')

const changedRows = (form) => new Set(rowBoxes().filter((box) => box.form === form && isDirty(box)).map(rowOf))

const token = async (job, form) => {
  const mine = form.elements.csrfmiddlewaretoken.value
  if (!job.retry) return mine
  const page = await (await fetch(location.pathname)).text() // signing in again makes another one
  return /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page)?.[1] ?? mine
}

// What goes into the letter is decided when it sets out, not when the button was pressed: rows may be newer by then.
const letter = async (job) => {
  job.last ??= by('turns').dataset.last
  const form = job.turn ? by(job.turn)?.form : by(job.form)
  if (!form) return null
  const body = job.body ?? new URLSearchParams(job.turn ? new FormData(form) : '')
  const rows = job.body || job.turn ? new Set() : changedRows(form)
  job.before = new Map(rowBoxes().map((box) => [box.id, box.value]))
  for (const row of rows) {
    row.querySelectorAll('input[name], select[name], textarea[name]').forEach((box) => body.append(box.name, box.value))
  }
  if (job.press) {
    body.set(job.press.name, job.press.value)
    form.querySelectorAll(`[data-lost="${job.press.value}"]`).forEach((box) => body.set(box.name, box.value))
  } else if (!rows.size && !job.body && !job.turn) return null
  body.set('csrfmiddlewaretoken', await token(job, form))
  if (job.retry) body.set('last', job.last)
  return { url: form.action, body, rows, before: job.before }
}

const post = async ({ url, body }) => {
  const keepalive = body.toString().length < 60000 // so that it arrives though the page is left
  const headers = { 'HX-Request': 'true' }
  const response = await fetch(url, { method: 'POST', body, headers, keepalive, signal: AbortSignal.timeout(PATIENCE) })
  if (response.redirected || response.headers.has('HX-Redirect')) throw new Error('out')
  if (response.status === 404) throw new Error('gone')
  if (![200, 409, 422].includes(response.status)) throw new Error('refused')
  return { status: response.status, html: await response.text() }
}

const send = async (job) => {
  const out = await letter(job)
  if (!out) return
  const slow = setTimeout(() => { said.textContent = said.dataset.busy }, SLOW)
  try {
    const answer = await post(out)
    await dropped // nothing moves under a hand that is dragging
    show(job, out, answer)
    said.textContent = ''
  } finally {
    clearTimeout(slow)
  }
}

const show = (job, out, { status, html }) => {
  const fresh = rowBoxes().filter((box) => box.value !== out.before.get(box.id))
  const unsent = rowBoxes().filter((box) => isDirty(box) && !out.rows.has(rowOf(box)))
  const added = job.body && status === 422 ? [] : newBoxes()
  const typed = [...fresh, ...unsent, ...added].map((box) => [box.id, box.value])
  const hand = document.activeElement
  const { selectionStart: start, selectionEnd: end } = hand
  const place = { id: hand.id, start, end, top: hand.getBoundingClientRect().top, scroll: scrollY }
  const open = document.querySelector('.hb-menu[open] > summary')?.id
  document.querySelectorAll('#drafts [style]').forEach((moved) => moved.removeAttribute('style')) // else htmx copies it
  htmx.swap('#drafts', html, { swapStyle: 'outerHTML', swapDelay: 0, settleDelay: 0 })
  typed.forEach(([id, value]) => { if (by(id)) by(id).value = value })
  if (open && by(open)) by(open).parentElement.open = true
  lead(job, place)
  ready()
  fresh.filter((box) => box.id !== place.id && by(box.id)).forEach((box) => save(by(box.id).form))
}

// The hand goes on to where the server leads it, unless it moved on by itself; the page stays still beneath it.
const lead = (job, place) => {
  const { at, go } = by('drafts').dataset
  const spot = job.stays || (place.id && place.id !== job.hand) ? null : goal(at, go)
  scrollTo({ top: place.scroll, behavior: 'instant' })
  if (!spot || spot.id === place.id) return hold(place)
  spot.focus()
  if (go === 'title') spot.select()
}

const hold = ({ id, start, end, top }) => {
  const same = by(id)
  if (!same) return
  same.focus({ preventScroll: true })
  if (same.setSelectionRange && start != null) same.setSelectionRange(start, end)
  scrollBy({ top: same.getBoundingClientRect().top - top, behavior: 'instant' })
}

const goal = (at, go) => {
  if (!go) return null
  if (go.endsWith('add')) return by(`quick-${parseInt(go)}-title`)
  const [up, down] = [`up-${at}`, `down-${at}`]
  const either = { undo: ['undo', 'redo'], redo: ['redo', 'undo'], up: [up, down], down: [down, up] }
  return (either[go] ?? [`${go}-${at}`]).map(by).find((spot) => spot && !spot.disabled)
}

const failed = (job, error) => {
  if (job.put) {
    jobs.shift().put()
    said.textContent = said.dataset.put
    return
  }
  said.textContent = said.dataset[error.message] ?? said.dataset.lost
  if (error.message === 'gone') return jobs.shift() // trying again would not help
  job.retry = stuck = true
  again.hidden = false
}

const run = async () => {
  if (running) return
  running = true
  again.hidden = true
  stuck = false
  while (jobs.length && !stuck) {
    try {
      await send(jobs[0])
      jobs.shift()
    } catch (error) {
      failed(jobs[0], error)
    }
  }
  running = false
}

const queue = (job) => {
  jobs.push({ hand: document.activeElement.id, ...job })
  run()
}

// Enter in a box says both that it has changed and that its form is to be sent: one letter is enough.
const isOnItsWay = (form) => running && jobs[0].form === form.id && jobs[0].before &&
  rowBoxes().every((box) => box.value === jobs[0].before.get(box.id))

const save = (form) => {
  if (form && isOnItsWay(form)) return
  const waiting = jobs[running ? 1 : 0]
  if (form && !(waiting && jobs.at(-1).form === form.id && !jobs.at(-1).press)) queue({ form: form.id })
}

const add = (form) => {
  const body = new URLSearchParams(new FormData(form))
  form.reset()
  form.elements.title.focus()
  queue({ form: form.id, body })
}

// Pressed buttons
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!form.matches('[data-table], [data-add], [data-turn]')) return
  event.preventDefault()
  event.stopPropagation()
  const button = event.submitter
  const menu = button?.closest('.hb-menu')
  if (menu) {
    menu.open = false
    menu.firstElementChild.focus()
  }
  if (form.matches('[data-add]')) add(form)
  else if (form.matches('[data-turn]')) queue({ turn: button.id })
  else if (button?.name) queue({ form: form.id, press: { name: button.name, value: button.value } })
  else save(form)
}, true)

document.addEventListener('change', (event) => {
  if (event.target.matches('#drafts [data-was]')) save(event.target.form)
})
document.addEventListener('focusout', (event) => {
  const box = event.target
  if (box.isConnected && box.matches('#drafts [data-was]') && isDirty(box) && !refused(box)) save(box.form)
})
again.addEventListener('click', run)
addEventListener('online', () => { if (stuck) run() })
// Leaving is asked about where something cannot be saved as it stands; what is on its way arrives all the same.
const refused = (box) => isDirty(box) && (box.matches('[aria-invalid]') || rowOf(box).querySelector('[name=mine]'))
addEventListener('beforeunload', (event) => {
  if (stuck || jobs.length > 1 || rowBoxes().some(refused)) event.preventDefault()
})

// Keys: Alt and an arrow move the row; an arrow among the lengths goes to the next one; Escape closes a menu.
const beside = (row, key) => {
  const rows = [...row.parentElement.querySelectorAll('[data-item]')]
  return rows[rows.indexOf(row) + (key === 'ArrowUp' ? -1 : 1)]
}

const arrow = (event, row) => {
  const name = event.key === 'ArrowUp' ? 'up' : 'down'
  const button = by(`${name}-${row.dataset.item}`)
  if (event.altKey) {
    if (!button.disabled) queue({ form: button.form.id, press: { name, value: button.value }, stays: true })
    return true
  }
  const next = event.target.matches('.hb-dur') && beside(row, event.key)?.querySelector('.hb-dur')
  next?.focus?.()
  next?.select?.()
  return Boolean(next)
}

document.addEventListener('keydown', (event) => {
  const row = event.target.closest?.('#drafts [data-item]')
  const menu = event.target.closest?.('.hb-menu[open]')
  if (event.key === 'Escape' && menu) {
    menu.open = false
    menu.firstElementChild.focus()
  } else if (event.key === 'Enter' && event.target.matches('.hb-words')) {
    event.preventDefault()
    save(event.target.form)
  } else if (row && ['ArrowUp', 'ArrowDown'].includes(event.key) && !event.target.matches('select')) {
    if (arrow(event, row)) event.preventDefault()
  } else if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.target.matches(TYPED_IN)) {
    by('undo')?.click()
  }
})
document.addEventListener('click', (event) => {
  document.querySelectorAll('.hb-menu[open]').forEach((menu) => { if (!menu.contains(event.target)) menu.open = false })
})

// Dragging, on top of Up and Down
const draggable = (table) => {
  let home, release
  Sortable.create(table, {
    draggable: '.hb-row',
    handle: '.hb-grip',
    group: 'days',
    forceFallback: true, // one way for mouse, pen and finger
    fallbackTolerance: 3,
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    onStart: ({ item }) => {
      home = { table, next: item.nextElementSibling }
      dropped = new Promise((resolve) => { release = resolve })
    },
    onEnd: ({ item, to }) => {
      release()
      const rows = [...to.querySelectorAll('.hb-row')]
      const after = rows[rows.indexOf(item) - 1]?.dataset.item ?? 0
      const { table: from, next } = home
      if (item.nextElementSibling === next && to === from) return
      const put = () => from.insertBefore(item, next)
      queue({ form: `table-${to.dataset.day}`, press: { name: 'place', value: `${item.dataset.item} ${after}` }, put })
    }
  })
}

// A title grows with its words; where style sheets cannot say so, it is measured.
const fit = (box) => { box.rows = Math.max(1, Math.floor(box.scrollHeight / 25)) }

const ready = () => {
  document.querySelectorAll('#drafts [data-day]').forEach(draggable)
  if (!CSS.supports('field-sizing', 'content')) document.querySelectorAll('.hb-words').forEach(fit)
}

ready()
document.documentElement.classList.add('is-live')
