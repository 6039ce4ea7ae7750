import { AcceptFollowRequest, DeclineFollowRequest, FollowUser, UnfollowUser } from "./operations.js";
import { attempt, onSubmit } from "./forms.js";
import { mutate } from "./graph.js";
import { tell } from "./tell.js";
import { text } from "./texts.js";

const words = { REQUESTED: text("Requested"), FOLLOWING: text("Following") };

onSubmit("form[data-follow]", async (form) => {
  const before = form.dataset.status;
  await attempt(form, async () => {
    const { user } = await mutate(before === "NONE" ? FollowUser : UnfollowUser, { userId: form.dataset.user });
    // What a private account shows has changed with it.
    if ("private" in form.dataset && before === "FOLLOWING") return location.reload();
    show(form, user);
  });
});

onSubmit("form[data-answer]", (form) => attempt(form, async () => {
  const { answer, user, name } = form.dataset;
  await mutate(answer === "accept" ? AcceptFollowRequest : DeclineFollowRequest, { userId: user });
  tell(answer === "accept" ? text("{0} follows you now.", name) : text("Declined. {0} is not told.", name));
  const row = form.closest("li"), section = row.closest("section");
  // The focus goes on to the next request, or to the page where there is none.
  (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("button")?.focus();
  row.remove();
  if (!section.querySelector("li")) {
    section.remove();
    document.getElementById("main").focus();
  }
}));

function show(form, user) {
  const status = user.viewerFollowStatus;
  const button = form.querySelector("button");
  form.dataset.status = status;
  form.action = `${form.dataset.follow}/${status === "NONE" ? "follow" : "unfollow"}`;
  button.textContent = words[status] ?? form.dataset.word;
  button.classList.toggle("primary", status === "NONE");
  const followers = document.querySelector(`[data-followers="${form.dataset.user}"]`);
  if (followers) followers.textContent = user.followerCount;
}
