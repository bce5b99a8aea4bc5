export const usage = `Tells why a response was refused, and what would fix it.

  why401 response.har              explain the refusals of a HAR
  curl -i https://… | why401       explain what curl -i or curl -v printed
  why401 https://… [-H 'Authorization: Bearer …']
                                   ask without credentials, with those given, and from a page of another origin

  -H, --header LINE     a header to send; may be given several times
  -X, --method METHOD   default GET; what may change something is sent once
  -L, --location        follow redirects, as fetch does; another origin gets no header that was given
      --origin ORIGIN   the page's origin (live: default https://app.example)
      --role ROLE       resource, sign-in, sign-out, renewal, probe or integration
      --integration X   name of the third party behind this endpoint
      --own-realm R     a realm of your own challenges; may be given several times
      --url URL         what was asked, where the text does not say so
      --sent WHAT       what the request carried: nothing, cookie, basic, bearer …
      --status STATUS   the status, where the text has none
      --all             of a HAR, show more than refusals
      --json            print data
  -h, --help            -v, --version

Exit codes: 0 no refusal, 10 reauthenticate, 11 credentials-rejected, 12 forbidden, 13 third-party-key-invalid (of several
the first); 1 the input cannot be read, 2 wrong usage, 3 no answer. Nothing is sent but what is described.
`
