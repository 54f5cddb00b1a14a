// Shows what was pushed and opens the page it is about. It keeps nothing and answers no request.

self.addEventListener("push", (event) => {
  const said = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(said.title ?? "", {
    body: said.body, tag: said.tag, data: said.open,
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const place = String(event.notification.data ?? "/alerts");
  // Only a page of ours, whatever was written there.
  event.waitUntil(self.clients.openWindow(/^\/alerts(\/\d+)?$/.test(place) ? place : "/alerts"));
});
