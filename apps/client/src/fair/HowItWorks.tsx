// How a hunt is made fair and what that does not cover, in plain words.
export function HowItWorks() {
  return (
    <section aria-labelledby="how">
      <h2 id="how">How it works</h2>
      <ol>
        <li>
          <strong>A sealed envelope.</strong> When a hunt is announced, the server has drawn a secret number.
          It publishes the secret’s fingerprint. A fingerprint says nothing about the number, but no other
          number has it.
        </li>
        <li>
          <strong>Everybody shuffles.</strong> Each player who enters sends a random number of their own. The
          places come from the secret and all of these together. The server did not know yours when it sealed
          the envelope.
        </li>
        <li>
          <strong>Fixed before the start.</strong> Before the first wave, the server publishes one fingerprint
          of all places. From then on no cache can be moved, added or taken away.
        </li>
        <li>
          <strong>Each find proves itself.</strong> A cache that is dug up is shown to be one of those that
          were fixed.
        </li>
        <li>
          <strong>The envelope is opened.</strong> At the podium the secret is published. Now anybody can
          compute every place, every mimic and every reading of the detector, and compare. That is what this
          page has done.
        </li>
      </ol>
      <p>
        Every step is an entry of a public log. Each entry has the fingerprint of the one before it, and hunts
        are numbered without gaps. So no entry can be changed and no hunt left out, not even a cancelled one.
      </p>
      <h3>What this does not prove</h3>
      <ul>
        <li>That the server told nobody the places while the hunt ran. It knows them.</li>
        <li>
          That the server did not choose among places before the start. It could leave players’ numbers out,
          or add numbers of its own at the end, until the places suit it. A public source of chance would
          prevent that; this server has none. Your own number in the list shows that it did not know the
          places before you entered.
        </li>
        <li>How many hunters there were, who found what, and at what time. The log has no names.</li>
        <li>
          That you and others see the same log. Compare its head with theirs, or keep a copy and let{" "}
          <code>npm run fair -- verify</code> check it.
        </li>
      </ul>
    </section>
  );
}
