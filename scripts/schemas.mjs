// What the package holds as JSON, after a build: the vectors, one case a line, and the schemas that they and the recommended
// problem type are checked with. Fails where a vector does not fit its schema.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { thirdPartyKeyInvalidJsonSchema } from '../dist/problem/index.js'
import { answerVectorsSchema, challengeVectorsSchema, vectorJsonSchemas } from '../dist/vectors/index.js'

const files = {
  challenges: challengeVectorsSchema,
  recorded: answerVectorsSchema,
  formats: answerVectorsSchema,
  fresh: answerVectorsSchema,
}

const write = (path, value) => writeFileSync(`dist/${path}`, `${JSON.stringify(value, undefined, 2)}\n`)

mkdirSync('dist/vectors', { recursive: true })
for (const [name, schema] of Object.entries(files)) {
  const vectors = schema.parse(JSON.parse(readFileSync(`test/vectors/${name}.json`, 'utf8')))
  writeFileSync(`dist/vectors/${name}.json`, `[\n${vectors.map((vector) => JSON.stringify(vector)).join(',\n')}\n]\n`)
  console.log(`dist/vectors/${name}.json: ${vectors.length} cases`)
}
const { challenges, answers } = vectorJsonSchemas()
write('vectors/challenges.schema.json', challenges)
write('vectors/answers.schema.json', answers)
write('problem/third-party-key-invalid.schema.json', thirdPartyKeyInvalidJsonSchema())
