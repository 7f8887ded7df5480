// Loads the page again when something changed, or when the preview was started again.
const news = new EventSource('/.preview/news');
let wasLost = false;
news.onmessage = () => location.reload();
news.onerror = () => { wasLost = true; };
news.onopen = () => { if (wasLost) location.reload(); };
