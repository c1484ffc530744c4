// Lets the browser save a file that Python made: no other page, no file on the server. `data` is in base64.

const save = ({ name, type, data }) => {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 4000); // some browsers still read it after the click
};
