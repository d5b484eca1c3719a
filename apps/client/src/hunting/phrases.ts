// What players say without typing: eight emotes and twelve quick phrases, by pose, in the page's language. There is no free
// text. A pose is the same for everybody; each page shows it in its own language.

import { Pose } from "@doubloon/shared/hunt/pose";
import { EMOTES } from "@doubloon/shared/hunt/rules";

export interface PhraseTable {
  readonly emotes: readonly string[];
  readonly phrases: readonly string[];
}

export const phraseTables = {
  en: {
    emotes: ["Hello", "Laugh", "Hooray", "Surprise", "Sad", "Thumbs up", "Love", "Thinking"],
    phrases: [
      "Over here!",
      "It is warm here",
      "It is cold here",
      "Let us dig together",
      "Nothing here",
      "Follow me",
      "Wait for me",
      "Thank you!",
      "Well found!",
      "Beware, a mimic",
      "Good luck!",
      "Good hunt!",
    ],
  },
  de: {
    emotes: ["Hallo", "Lachen", "Hurra", "Staunen", "Traurig", "Daumen hoch", "Herz", "Grübeln"],
    phrases: [
      "Hierher!",
      "Hier ist es warm",
      "Hier ist es kalt",
      "Graben wir zusammen",
      "Hier ist nichts",
      "Mir nach",
      "Warte auf mich",
      "Danke!",
      "Gut gefunden!",
      "Vorsicht, falsche Truhe",
      "Viel Glück!",
      "Gute Jagd!",
    ],
  },
  es: {
    emotes: ["Hola", "Risa", "Hurra", "Sorpresa", "Triste", "Pulgar arriba", "Corazón", "Pensando"],
    phrases: [
      "¡Por aquí!",
      "Aquí está caliente",
      "Aquí está frío",
      "Cavemos juntos",
      "Aquí no hay nada",
      "Sígueme",
      "Espérame",
      "¡Gracias!",
      "¡Bien hallado!",
      "Cuidado, cofre falso",
      "¡Buena suerte!",
      "¡Buena caza!",
    ],
  },
  fr: {
    emotes: ["Bonjour", "Rire", "Hourra", "Surprise", "Triste", "Pouce levé", "Cœur", "Réflexion"],
    phrases: [
      "Par ici !",
      "Ici, c'est chaud",
      "Ici, c'est froid",
      "Creusons ensemble",
      "Rien ici",
      "Suivez-moi",
      "Attendez-moi",
      "Merci !",
      "Bien trouvé !",
      "Attention, faux coffre",
      "Bonne chance !",
      "Bonne chasse !",
    ],
  },
} as const satisfies Record<string, PhraseTable>;

export type Language = keyof typeof phraseTables;

/** The first of the browser's languages that there is a table for; English if there is none. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [language] = tag.toLowerCase().split("-");
    if (Object.hasOwn(phraseTables, language)) return language as Language;
  }
  return "en";
}

/** What a pose says in words, if it is an emote or a phrase. */
export function sayingOf(pose: number, language: Language): string | undefined {
  const { emotes, phrases } = phraseTables[language];
  const emote = pose - Pose.firstEmote;
  const phrase = pose - Pose.firstPhrase;
  return emote >= 0 && emote < EMOTES ? emotes[emote] : phrases[phrase];
}
