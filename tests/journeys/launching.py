"""How journeys start their browser: as somebody's own would run, without what only a window around the page needs."""

from collections.abc import Sequence

from playwright.sync_api import Browser, BrowserType

# Two pages of the browser's own, which suggest addresses, are made for every person of a journey: two thirds of what a person costs.
NOBODY_LOOKS_AT = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
# Of a switch that is given twice the last counts. So what the driver turns off, for the sake of the same pages each time, stands here too.
OFF = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "AvoidCorsURLLoaderRestartOnRedirect", "DestroyProfileOnBrowserClose", "PaintHolding"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning", "LensOverlay", "MediaRouter", "AimEnabled"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch", *NOBODY_LOOKS_AT),
)
MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def launched(chromium: BrowserType, path: str, *arguments: str) -> Browser:
    given: Sequence[str] = ["--no-sandbox", f"--disable-features={','.join(OFF)}", *arguments]
    return chromium.launch(executable_path=path, args=given)
