// What `npm start`, `npm test` and bin/mingtang run. Only this file must be readable to a Node too old for the rest.
import process from 'node:process'

const oldest = 20

if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    `Mingtang needs Node ${oldest} or newer, this is ${process.version}: install a current Node (https://nodejs.org) and run the command again.`,
  )
  process.exitCode = 1
} else {
  import('./launch/main.mjs').then(({ launch }) => launch(process.argv.slice(2)))
}
