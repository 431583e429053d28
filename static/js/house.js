// Small comforts on top of pages that work without them.
const root = document.documentElement
if (!root.dataset.chosen) {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const follow = () => { root.dataset.bsTheme = dark.matches ? 'dark' : 'light' }
  dark.addEventListener('change', follow)
  follow()
}
document.addEventListener('DOMContentLoaded', () => {
  document.querySelector('.hb-errors')?.focus()
})
// A second press of the same button sends nothing twice. Parts of the page may wait for `sent`.
document.addEventListener('submit', (event) => {
  const form = event.target
  if ('file' in form.dataset) return // a download leaves the page as it is
  if (form.dataset.sent) event.preventDefault()
  else if (form.method === 'post' && !form.hasAttribute('hx-post')) {
    form.dataset.sent = '1'
    form.dispatchEvent(new Event('sent'))
  }
})
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent))
// What is there to be copied is chosen whole.
document.addEventListener('focusin', (event) => {
  if (event.target.matches('input[readonly]')) event.target.select()
})
