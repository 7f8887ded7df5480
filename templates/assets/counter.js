// Says how many characters are left, below each long text. Without it the form works just as well.
// The number is shown at once and announced when typing pauses (WCAG 4.1.3); it is counted as the server does.
for (const shown of document.querySelectorAll('[data-counts]')) {
  const field = document.getElementById(shown.dataset.counts);
  const said = shown.cloneNode();
  let pause;
  const words = () => {
    const { most, over, left, number } = shown.dataset;
    const room = most - [...field.value.trim()].length;
    return (room < 0 ? over : left).replaceAll(number, Math.abs(room));
  };
  const show = () => {
    shown.textContent = words();
    clearTimeout(pause);
    pause = setTimeout(() => { said.textContent = words(); }, 1000);
  };
  shown.setAttribute('aria-hidden', 'true');
  shown.hidden = false;
  said.hidden = false;
  said.className = 'unseen';
  said.setAttribute('role', 'status');
  shown.after(said);
  field.addEventListener('input', show);
  shown.textContent = words();
}
