const LONGEST = 200
// Long runs that hold a digit, well-known key prefixes, query strings, user-info: what secrets look like in a sentence.
const secrets =
  /\b(?:sk|pk|rk|gh[a-z]|glpat|xox[a-z]|shp[a-z]{2}|AIza|AKIA|eyJ)[-_][\w*.~+/=-]{3,}|\b(?:AIza|AKIA|eyJ)[\w*.~+/=-]{6,}|(?=[^\s\d]{0,60}\d)[\w~+/=*-]{20,}|\?[^\s"'<>]*=[^\s"'<>]*|\/\/[^\s/@]*@/gi
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g

/**
 * Makes a server's words fit to show and log: at most 200 characters, on one line, with what looks like a token, a key,
 * a query string or user-info cut out.
 */
export function redact(text: string): string {
  const line = text
    .slice(0, 4 * LONGEST)
    .replace(controls, ' ')
    .trim()
    .replace(secrets, '…')
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}
