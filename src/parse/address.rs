//! Addresses of the web as people print them.

use std::borrow::Cow;

/// An address that can be followed. `www.example.org` names no scheme, and a page would take it for a
/// file beside itself; what GFM makes a link of it (`http://`) is what it stands for.
pub(in crate::parse) fn absolute(address: &str) -> Cow<'_, str> {
    let bare = address
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("www."));
    if bare {
        Cow::Owned(format!("http://{address}"))
    } else {
        Cow::Borrowed(address)
    }
}
