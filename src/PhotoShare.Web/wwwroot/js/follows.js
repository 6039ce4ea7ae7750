import { FollowUser, UnfollowUser } from "./operations.js";
import { mutate } from "./graph.js";

const words = { REQUESTED: "Requested", FOLLOWING: "Following" };

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-follow]");
  if (!form) return;
  event.preventDefault();
  toggle(form);
});

async function toggle(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  const before = form.dataset.status;
  try {
    const { user } = await mutate(before === "NONE" ? FollowUser : UnfollowUser, { userId: form.dataset.user });
    // What a private account shows has changed with it.
    if ("private" in form.dataset && before === "FOLLOWING") return location.reload();
    show(form, user);
  } catch {
    // The plain form tells what is wrong, on a page of its own.
    form.submit();
  } finally {
    button.disabled = false;
    button.focus();
  }
}

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
