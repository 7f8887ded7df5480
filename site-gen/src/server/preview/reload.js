// Loads the page again when the site has another version than the page. A hidden page does not listen: a browser keeps few
// connections to one host.
const { version } = document.currentScript.dataset;
let news;
const listen = () => {
  news?.close();
  if (document.hidden) return;
  news = new EventSource('/.preview/news');
  news.onmessage = (event) => { if (event.data !== version) location.reload(); };
};
document.addEventListener('visibilitychange', listen);
listen();
