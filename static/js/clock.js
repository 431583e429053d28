// A silent clock on top of a page that says when a turn began and ends. Only the server's time counts: the difference to
// this device's is taken once, so that a reload, a sleep or a wrong clock change nothing.
const clock = document.getElementById('clock')
const ahead = Number(clock.dataset.now) - Date.now()

const words = (seconds) => {
  const left = Math.abs(seconds)
  return `${seconds < 0 ? '+' : ''}${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
}

const tick = () => {
  const face = clock.querySelector('[data-began]')
  if (!face) return
  const gone = (Date.now() + ahead - Number(face.dataset.began)) / 1000
  const left = Math.ceil(Number(face.dataset.seconds) - gone)
  const shown = words(left)
  if (face.textContent !== shown) face.textContent = shown
  face.classList.toggle('is-over', left <= 0)
}

tick()
setInterval(tick, 250)
document.addEventListener('htmx:afterSwap', tick)
document.addEventListener('visibilitychange', tick)

// One key turns it, also that of a presenter's remote control; not while something is typed or chosen.
const KEYS = { ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'back', PageUp: 'back' }
document.addEventListener('keydown', (event) => {
  const wanted = KEYS[event.key]
  if (!wanted || event.repeat || event.altKey || event.ctrlKey || event.metaKey) return
  if (event.target.closest('input, select, textarea')) return
  const button = clock.querySelector(`[data-key=${wanted}]`)
  if (!button) return
  event.preventDefault()
  button.click()
})
