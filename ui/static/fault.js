() => {
  // The server could not answer for a fault of its own, or was told not to: the question box knows which.
  document.dispatchEvent(new CustomEvent("report-qa:fault"));
}
