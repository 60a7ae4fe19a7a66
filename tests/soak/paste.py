"""Pastes HTML files into new documents of a LibreOffice that listens, as Ctrl+V does: paste.py PIPE FILE..."""

import sys
import time
from pathlib import Path

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.datatransfer import DataFlavor, UnsupportedFlavorException, XTransferable


class Html(unohelper.Base, XTransferable):
    """What a browser puts on the clipboard, the HTML alone; LibreOffice calls its methods by these names."""

    def __init__(self, html: bytes) -> None:
        self.html = html

    def getTransferData(self, flavor: DataFlavor) -> object:
        if not self.isDataFlavorSupported(flavor):
            raise UnsupportedFlavorException()
        return uno.ByteSequence(self.html)

    def getTransferDataFlavors(self) -> tuple[DataFlavor, ...]:
        return (DataFlavor("text/html", "HTML", uno.getTypeByName("[]byte")),)

    def isDataFlavorSupported(self, flavor: DataFlavor) -> bool:
        return flavor.MimeType.startswith("text/html")


def connect(pipe: str) -> object:
    """Return the context of the LibreOffice that listens, once it does."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    sys.exit("LibreOffice did not start.")


def main(pipe: str, files: list[str]) -> None:
    context = connect(pipe)

    def make(service: str) -> object:
        return context.ServiceManager.createInstanceWithContext(f"com.sun.star.{service}", context)

    desktop = make("frame.Desktop")
    clipboard = make("datatransfer.clipboard.SystemClipboard")
    dispatcher = make("frame.DispatchHelper")
    flat = PropertyValue()
    flat.Name, flat.Value = "FilterName", "OpenDocument Text Flat XML"
    for file in map(Path, files):
        document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
        clipboard.setContents(Html(file.read_bytes()), None)
        dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:Paste", "", 0, ())
        document.storeToURL(file.with_suffix(".fodt").absolute().as_uri(), (flat,))
        document.close(True)
    desktop.terminate()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
