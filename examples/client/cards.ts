/** The words of a card: what it shows of why401, and what it says while there is nothing to show. */
export interface CardWords {
  readonly heading: string
  readonly shows: string
  readonly empty: string
}

/** The words of the cards, in every version of the example; `page/index.html` has the same. */
export const cards = {
  projects: {
    heading: 'Projects',
    shows:
      'When your session is over, one dialog asks you to sign in. What you typed stays, and what you asked for goes on.',
    empty: 'Your projects are here once you have signed in.',
  },
  reports: {
    heading: 'Reports',
    shows:
      'Tokens live for a minute and renew themselves, once for all requests. A missing permission is named, and asks nobody to sign in.',
    empty: 'No report is open. Choose one.',
  },
  meteo: {
    heading: 'Weather',
    shows:
      'Meteo is another company, and refuses a key and never you: you stay signed in, and are asked for a new key, once.',
    empty: 'No forecast yet. Store a key first, for example meteo-good-key.',
  },
  openmrs: {
    heading: 'Patients',
    shows: 'OpenMRS has a login of its own, so it asks by itself, and your projects notice nothing of it.',
    empty: 'No list is open. Choose one.',
  },
  other: {
    heading: 'Another origin',
    shows: 'The same token on a second server: refused there, it is renewed here, and the request is sent there again.',
    empty: 'Nobody has asked yet.',
  },
} satisfies { readonly [card: string]: CardWords }
