// The register by keyboard: arrows move between boxes, X turns a person's whole day over and goes to the next.
const register = document.querySelector('[data-register]')
const boxesOf = (row) => [...row.querySelectorAll('input[type=checkbox]')]
const grid = [...register.querySelectorAll('tbody tr')].map(boxesOf).filter((boxes) => boxes.length)
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

const goTo = (row, column) => grid[row]?.[column]?.focus()

const turnOver = (boxes) => {
  const came = boxes.some((box) => box.checked)
  for (const box of boxes) box.checked = !came
}

register.addEventListener('keydown', (event) => {
  const row = grid.findIndex((boxes) => boxes.includes(event.target))
  if (row < 0 || event.ctrlKey || event.altKey || event.metaKey) return
  const column = grid[row].indexOf(event.target)
  const step = STEPS[event.key]
  if (!step && event.key.toLowerCase() !== 'x') return
  event.preventDefault()
  if (step) return goTo(row + step[0], column + step[1])
  turnOver(grid[row])
  goTo(row + 1, column)
})

document.querySelector('[data-keys]').hidden = false
