// Checks a Data Package with the validator of the Frictionless Data project: the
// descriptor against its profile, every row of every table against its Table
// Schema, and size and hash of every file where the descriptor gives them.
//
//   node validate.js FOLDER   (the folder that holds datapackage.json)
//
// Exit code 0: valid; 1: not valid, each fault on a line of stderr.
'use strict'

const crypto = require('crypto')
const fs = require('fs')
const path = require('path')
const { Package } = require('datapackage')

// checkFile returns what is wrong with the bytes of a resource.
function checkFile(folder, resource) {
  const faults = []
  const bytes = fs.readFileSync(path.join(folder, resource.descriptor.path))
  if (resource.descriptor.bytes !== undefined && resource.descriptor.bytes !== bytes.length) {
    faults.push(`${resource.name}: ${bytes.length} bytes, descriptor says ${resource.descriptor.bytes}`)
  }
  if (resource.descriptor.hash !== undefined) {
    const [algorithm, want] = resource.descriptor.hash.includes(':')
      ? resource.descriptor.hash.split(':')
      : ['md5', resource.descriptor.hash]
    const got = crypto.createHash(algorithm).update(bytes).digest('hex')
    if (got !== want) faults.push(`${resource.name}: ${algorithm} is ${got}, descriptor says ${want}`)
  }
  return faults
}

// checkRows reads a table row by row and returns [number of rows, faults].
async function checkRows(resource) {
  const faults = []
  let rows = 0
  const tell = (error) => {
    const inner = error.errors && error.errors.length ? error.errors : [error]
    for (const e of inner) faults.push(`${resource.name}: ${e.message}`)
  }
  try {
    for (const row of await resource.read({ keyed: false, cast: true, forceCast: true })) {
      rows += 1
      if (row instanceof Error) tell(row)
    }
  } catch (error) {
    tell(error)
  }
  return [rows, faults]
}

async function validate(folder) {
  const pack = await Package.load(path.join(folder, 'datapackage.json'), { basePath: folder })
  const faults = pack.errors.map((e) => `datapackage.json: ${e.message}`)
  if (!pack.valid) return faults
  for (const resource of pack.resources) {
    faults.push(...resource.errors.map((e) => `${resource.name}: ${e.message}`))
    faults.push(...checkFile(folder, resource))
    if (resource.descriptor.profile !== 'tabular-data-resource') {
      console.log(`${resource.name}: a file`)
      continue
    }
    const [rows, wrong] = await checkRows(resource)
    faults.push(...wrong)
    console.log(`${resource.name}: ${rows} rows, ${resource.schema.fields.length} columns`)
  }
  if (pack.resources.length === 0) faults.push('datapackage.json: no resources')
  return faults
}

if (process.argv.length !== 3) {
  console.error('usage: node validate.js FOLDER')
  process.exit(2)
}
validate(path.resolve(process.argv[2])).then(
  (faults) => {
    faults.forEach((fault) => console.error(fault))
    process.exitCode = faults.length ? 1 : 0
  },
  (error) => {
    console.error(error.message)
    process.exitCode = 1
  },
)
