// Counts the listeners that are there, from before any module runs: `listeners()`.
{
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  let count = 0;
  // Added twice is there once; how often that was is not needed here.
  EventTarget.prototype.addEventListener = function (name, listener, options) {
    count += listener ? 1 : 0;
    return addEventListener.call(this, name, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (name, listener, options) {
    count -= listener ? 1 : 0;
    return removeEventListener.call(this, name, listener, options);
  };
  globalThis.listeners = () => count;
}
