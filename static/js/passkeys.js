// Asks the browser for a passkey when a form with data-passkey is sent: "create", "get", or "fetch" (get, with fresh options).
const options = async (form) => {
  if (form.dataset.passkey !== 'fetch') return JSON.parse(document.getElementById('passkey-options').textContent)
  const response = await fetch(form.action, { headers: { Accept: 'application/json' } })
  return response.json()
}

const create = ({ creation_options: wanted }) => {
  Object.assign(wanted.publicKey.authenticatorSelection, {
    residentKey: 'required', requireResidentKey: true, userVerification: 'required'
  })
  return window.webauthnJSON.create(wanted)
}

const send = async (form) => {
  const said = form.querySelector('[data-passkey-said]')
  said.textContent = ''
  try {
    const given = await options(form)
    const credential = form.dataset.passkey === 'create' ? await create(given) : await window.webauthnJSON.get(given.request_options)
    form.elements.credential.value = JSON.stringify(credential)
    form.submit()
  } catch {
    said.textContent = form.dataset.failed
    delete form.dataset.sent
  }
}

document.querySelectorAll('form[data-passkey]').forEach((form) => form.addEventListener('submit', (event) => {
  event.preventDefault()
  send(form)
}))
