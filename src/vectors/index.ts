// The cases that why401 is tested with, for other parsers and SDKs: as JSON beside this module, with a schema and a runner.
// Floor 6, off the page: data and pure functions.
// May import: verdict, zod.
export { type AnswerResults, checkAnswers, toResponse } from './check-answers.js'
export { type ChallengeResults, checkChallenges, type ParsedChallenge } from './check-challenges.js'
export {
  type AnswerVector,
  answerVectorsSchema,
  type ChallengeVector,
  challengeVectorsSchema,
  type ExpectedChallenge,
  vectorJsonSchemas,
} from './schema.js'
