//! What a connection has subscribed to.

use std::collections::BTreeMap;

use dtdl_runtime::wire::Filter;

/// IoT Hub takes at most this many.
const MAXIMUM: usize = 5;

/// The filters of a connection with the granted quality of service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Subscriptions(BTreeMap<String, u8>);

impl Subscriptions {
    /// Adds a filter and returns the granted quality of service, at most 1.
    pub(crate) fn subscribe(&mut self, device_id: &str, filter: &str, qos: u8) -> Result<u8, &'static str> {
        match Filter::parse(filter) {
            None => return Err("it subscribed to a filter that IoT Hub does not have"),
            Some(Filter::CloudToDevice { device_id: id }) if id != device_id => {
                return Err("it subscribed to the messages of another device");
            }
            Some(_) => {}
        }
        let granted = qos.min(1);
        self.0.insert(filter.to_owned(), granted);
        if self.0.len() > MAXIMUM {
            Err("it has more than five subscriptions")
        } else {
            Ok(granted)
        }
    }

    pub(crate) fn unsubscribe(&mut self, filter: &str) {
        self.0.remove(filter);
    }

    /// Those that outlive the connection.
    pub(crate) fn into_cloud_to_device(mut self) -> Self {
        self.0
            .retain(|filter, _| matches!(Filter::parse(filter), Some(Filter::CloudToDevice { .. })));
        self
    }

    pub(crate) fn contains(&self, wanted: &Filter<'_>) -> bool {
        self.0
            .keys()
            .any(|filter| Filter::parse(filter).as_ref() == Some(wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_granted_quality_of_service_is_at_most_1() {
        let mut subscriptions = Subscriptions::default();
        assert_eq!(subscriptions.subscribe("d", "$iothub/methods/POST/#", 0), Ok(0));
        assert_eq!(subscriptions.subscribe("d", "$iothub/twin/res/#", 1), Ok(1));
        assert_eq!(
            subscriptions.subscribe("d", "$iothub/twin/PATCH/properties/desired/#", 2),
            Ok(1)
        );
        assert!(subscriptions.contains(&Filter::Methods));
        subscriptions.unsubscribe("$iothub/methods/POST/#");
        assert!(!subscriptions.contains(&Filter::Methods));
    }

    #[test]
    fn another_devices_filter_and_a_general_one_are_refused() {
        for filter in [
            "devices/other/messages/devicebound/#",
            "#",
            "$iothub/#",
            "devices/d/messages/events/#",
        ] {
            assert!(Subscriptions::default().subscribe("d", filter, 0).is_err(), "{filter}");
        }
    }

    #[test]
    fn the_sixth_subscription_is_refused() {
        let mut subscriptions = Subscriptions::default();
        let filters = [
            "devicebound",
            "deviceBound",
            "DeviceBound",
            "Devicebound",
            "DEVICEBOUND",
        ];
        for filter in filters {
            assert!(
                subscriptions
                    .subscribe("d", &format!("devices/d/messages/{filter}/#"), 0)
                    .is_ok()
            );
        }
        assert!(subscriptions.subscribe("d", "$iothub/methods/POST/#", 0).is_err());
    }
}
