// A clock in a worker: pages in the background have their own timers slowed down, a worker keeps its beat.
let timer = 0;
self.onmessage = ({data}) => {
  clearInterval(timer);
  if (data.every) timer = setInterval(() => self.postMessage(performance.now()), data.every);
};
